using BackoutBot.Teams.Rendering;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Rendering;

/// <summary>The rules that golden files and random cards are held to can fail.</summary>
public sealed class AdaptiveCardRulesTests
{
    public static TheoryData<string, string> Breaks { get; } = new()
    {
        { "version", "\"1.4\"" },
        { "fallbackText", "\"\"" },
        { "msteams", """{"width":"Full","entities":[]}""" },
        { "body", """[{"type":"Marquee"}]""" },
        { "body", """[{"type":"Container"}]""" },
        { "body", """[{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"x","blink":true}]}]""" },
        { "body", """[{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"x","color":"Pink"}]}]""" },
        { "body", """[{"type":"Input.Text","id":"checks","label":"x","isRequired":true,"errorMessage":"x"},{"type":"Input.Text","id":"checks","label":"x"}]""" },
        { "body", """[{"type":"Input.Text","id":"a","label":"x","isRequired":true}]""" },
        { "actions", """[{"type":"Action.ToggleVisibility","title":"x","targetElements":["nowhere"]}]""" },
        { "actions", """[{"type":"Action.Execute","title":"x","verb":"x","data":"x"}]""" },
        { "actions", """[{"type":"Action.Execute","title":"","verb":"x","data":{}}]""" },
        { "actions", """[{"type":"Action.Execute","title":"x","verb":"x","data":{},"style":"loud"}]""" },
        { "refresh", """{"action":{"type":"Action.Execute","title":"x","verb":"x","data":{}},"userIds":[]}""" },
    };

    private static JObject Good => TeamsCardRenderer.Render(Phases.Of("awaiting-approval").Card, "#ops", true, ["29:bob"]);

    [Fact]
    public void Given_a_good_card_when_it_is_checked_then_nothing_is_found() => Assert.Empty(AdaptiveCardRules.Faults(Good));

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Given_a_card_with_one_fault_when_it_is_checked_then_it_is_found(string property, string value)
    {
        JObject card = Good;
        card[property] = JToken.Parse(value);

        Assert.NotEmpty(AdaptiveCardRules.Faults(card));
    }

    [Fact]
    public void Given_half_a_surrogate_pair_when_it_is_checked_then_it_is_found()
    {
        JObject card = Good;
        card["fallbackText"] = "\uD800";

        Assert.Equal(["a surrogate stands alone"], AdaptiveCardRules.Faults(card));
    }

    [Fact]
    public void Given_seven_primary_actions_when_they_are_checked_then_it_is_found()
    {
        JObject card = Good;
        card["actions"] = new JArray(Enumerable.Range(0, 7).Select(number => JObject.Parse($$$"""{"type":"Action.Execute","title":"{{{number}}}","verb":"x","data":{}}""")));

        Assert.Contains("more than six primary actions", AdaptiveCardRules.Faults(card));
    }

    [Fact]
    public void Given_a_card_that_is_too_large_when_it_is_checked_then_it_is_found()
    {
        JObject card = Good;
        card["fallbackText"] = new string('x', 28 * 1024);

        Assert.Contains(AdaptiveCardRules.Faults(card), fault => fault.EndsWith("too many", StringComparison.Ordinal));
    }
}
