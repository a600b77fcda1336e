using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Tests.Storage;

public abstract partial class StoreContract
{
    private static readonly BackoutId Shop = new("shop-1");
    private static readonly BackoutId Mail = new("mail-1");

    [Fact]
    public async Task Given_a_resource_that_an_open_backout_works_on_when_another_process_claims_it_for_another_then_it_is_held_and_nothing_is_written()
    {
        var shop = Appends.First("shop", 1) with { Claims = ["listener A", "zone B"] };
        var mail = Appends.First("mail", 1);
        await Journal.AppendAsync(shop, default);
        await Journal.AppendAsync(mail, default);
        var other = (await OpenAsync()).Journal;

        var result = await other.AppendAsync(Appends.Next(mail, "lost") with { Claims = ["queue C", "zone B"], Messages = [Appends.Message("late")] }, default);

        Assert.Equal(new ResourceHolder(Shop, "zone B"), Assert.IsType<AppendResult.Held>(result).By);
        Assert.Equal(["note 1"], await NotesAsync(Mail));
        Assert.Null(await Store.Outbox.FindAsync("console", "late", default));
        Assert.Null(await other.FindHolderAsync(Shop, ["listener A", "zone B", "queue C"], default));
        Assert.Equal(new ResourceHolder(Shop, "listener A"), await other.FindHolderAsync(Mail, ["queue C", "listener A"], default));
    }

    [Fact]
    public async Task Given_the_backout_that_holds_a_resource_when_it_claims_it_again_then_it_is_its_own()
    {
        var shop = Appends.First("shop", 1) with { Claims = ["listener A"] };
        await Journal.AppendAsync(shop, default);

        Assert.IsType<AppendResult.Appended>(await Journal.AppendAsync(Appends.Next(shop, "more") with { Claims = ["listener A", "zone B"] }, default));
    }

    [Fact]
    public async Task Given_a_backout_that_has_ended_then_what_it_worked_on_is_free_for_the_next()
    {
        var shop = Appends.First("shop", 1) with { Claims = ["listener A"] };
        await Journal.AppendAsync(shop, default);
        var end = Appends.Next(shop, "over");
        await Journal.AppendAsync(end with { Head = end.Head with { IsOpen = false } }, default);
        var mail = Appends.First("mail", 1);
        await Journal.AppendAsync(mail, default);

        Assert.Null(await Journal.FindHolderAsync(Mail, ["listener A"], default));
        Assert.IsType<AppendResult.Appended>(await Journal.AppendAsync(Appends.Next(mail, "won") with { Claims = ["listener A"] }, default));
        Assert.Equal(new ResourceHolder(Mail, "listener A"), await Journal.FindHolderAsync(new BackoutId("shop-2"), ["listener A"], default));
    }

    [Fact]
    public async Task Given_a_backout_that_is_set_aside_then_no_other_waits_for_it_and_who_still_believes_its_journal_writes_nothing()
    {
        var shop = Appends.First("shop", 1) with { Claims = ["listener A"] };
        await Journal.AppendAsync(shop, default);
        var mail = Appends.First("mail", 1);
        await Journal.AppendAsync(mail, default);

        Assert.True(await Journal.SetAsideAsync(Shop, default));

        Assert.IsType<AppendResult.Appended>(await Journal.AppendAsync(Appends.Next(mail, "won") with { Claims = ["listener A"] }, default));
        Assert.IsType<AppendResult.Stale>(await Journal.AppendAsync(Appends.Next(shop, "goes on"), default));
        Assert.IsType<AppendResult.Appended>(await Journal.AppendAsync(Appends.First("shop", 2), default));
        Assert.Equal(["note 1"], await NotesAsync(Shop));
        Assert.False(await Journal.SetAsideAsync(Shop, default));
    }

    [Fact]
    public async Task Given_an_open_backout_that_is_done_with_what_it_claimed_then_that_is_free_and_what_others_claimed_is_not()
    {
        var shop = Appends.First("shop", 1) with { Claims = ["listener A"] };
        await Journal.AppendAsync(shop, default);
        var mail = Appends.First("mail", 1) with { Claims = ["zone B"] };
        await Journal.AppendAsync(mail, default);
        await Journal.AppendAsync(Appends.Next(shop, "done") with { Claims = [], FreesClaims = true }, default);

        Assert.Equal(new ResourceHolder(Mail, "zone B"), await Journal.FindHolderAsync(Shop, ["zone B"], default));
        Assert.IsType<AppendResult.Appended>(await Journal.AppendAsync(Appends.Next(mail, "won") with { Claims = ["listener A"] }, default));
    }

    [Fact]
    public async Task Given_many_backouts_that_claim_the_same_at_once_from_two_processes_then_exactly_one_gets_it()
    {
        var other = (await OpenAsync()).Journal;
        var firsts = Enumerable.Range(1, 8).Select(number => Appends.First($"service{number}", 1)).ToArray();
        foreach (var first in firsts)
        {
            await Journal.AppendAsync(first, default);
        }

        var results = await Task.WhenAll(firsts.Select((first, number) => (number % 2 == 0 ? Journal : other).AppendAsync(Appends.Next(first, "claims") with { Claims = ["listener A"] }, default).AsTask()));

        Assert.Single(results.OfType<AppendResult.Appended>());
        Assert.Equal(7, results.OfType<AppendResult.Held>().Count());
    }
}
