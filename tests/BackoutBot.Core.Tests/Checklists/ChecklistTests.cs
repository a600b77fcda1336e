using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Tests.Checklists;

public sealed class ChecklistTests
{
    [Fact]
    public void Given_the_checklist_then_it_has_13_phases_and_22_items_with_stable_numbers()
    {
        Assert.Equal(Enumerable.Range(1, 13), Checklist.Phases.Select(phase => phase.Number));
        Assert.Equal(22, Checklist.Items.Count);
        Assert.Equal(
            "1.1 1.2 1.3 2.1 2.2 3.1 4.1 4.2 5.1 6.1 6.2 7.1 7.2 8.1 9.1 10.1 11.1 11.2 11.3 12.1 12.2 13.1",
            string.Join(' ', Checklist.Items.Select(item => item.Id)));
        Assert.Equal(22, Checklist.Items.Select(item => item.Slug).Distinct().Count());
        Assert.All(Checklist.Items, item => Assert.Equal(item.Phase, int.Parse(item.Id.Value.Split('.')[0])));
        Assert.All(Checklist.Items, item => Assert.NotEqual(ItemKinds.None, item.Kinds));
    }

    [Fact]
    public void Given_an_item_number_when_looked_up_then_the_item_is_found_and_an_unknown_one_is_not()
    {
        Assert.Equal("dns-rollback", Checklist.Find(new ItemId("6.1"))?.Slug);
        Assert.Null(Checklist.Find(new ItemId("14.1")));
    }
}
