using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Journal;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Tests.Storage;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Given_a_message_when_accepted_twice_then_the_second_is_a_duplicate_and_the_first_body_stays()
    {
        Assert.Equal(InboxReceipt.Accepted, await Store.Inbox.AcceptAsync(Message("m1"), default));
        Assert.Equal(InboxReceipt.Duplicate, await Store.Inbox.AcceptAsync(Message("m1") with { Body = "forged" }, default));
        Assert.Equal(InboxReceipt.Accepted, await Store.Inbox.AcceptAsync(Message("m1") with { Source = "chat" }, default));

        Assert.Equal([Message("m1"), Message("m1") with { Source = "chat" }], (await Store.Inbox.PendingAsync(Noon, 10, default)).Select(pending => pending.Message));
    }

    [Fact]
    public async Task Given_messages_when_dealt_with_then_each_is_where_it_belongs()
    {
        foreach (var key in (string[])["done", "odd", "later", "open"])
        {
            await Store.Inbox.AcceptAsync(Message(key), default);
        }

        await Store.Inbox.CompleteAsync(new InboxKey("sns", "done"), "joined", default);
        await Store.Inbox.MarkUnrecognisedAsync(new InboxKey("sns", "odd"), "not JSON", default);
        await Store.Inbox.RetryAsync(new InboxKey("sns", "later"), Noon.AddSeconds(5), "throttled", default);

        Assert.Equal(["open"], (await Store.Inbox.PendingAsync(Noon, 10, default)).Select(pending => pending.Message.Key));
        Assert.Equal(["later", "open"], (await Store.Inbox.PendingAsync(Noon.AddSeconds(5), 10, default)).Select(pending => pending.Message.Key));
        Assert.Equal(2, await Store.Inbox.CountPendingAsync(default));
        Assert.Equal(["open", "later", "odd", "done"], (await Store.Inbox.ListAsync(null, 10, default)).Select(entry => entry.Message.Key));
        var odd = Assert.Single(await Store.Inbox.ListAsync(InboxStatus.Unrecognised, 10, default));
        Assert.Equal(("odd", "not JSON"), (odd.Message.Key, odd.Note));
        Assert.Equal(1, (await Store.Inbox.ListAsync(InboxStatus.Pending, 10, default))[1].Attempts);
    }

    [Fact]
    public async Task Given_a_done_message_when_forgotten_then_only_it_is_gone()
    {
        await Store.Inbox.AcceptAsync(Message("old"), default);
        await Store.Inbox.AcceptAsync(Message("open"), default);
        await Store.Inbox.CompleteAsync(new InboxKey("sns", "old"), null, default);

        Assert.Equal(0, await Store.Inbox.ForgetAsync(Noon, default));
        Assert.Equal(1, await Store.Inbox.ForgetAsync(Noon.AddDays(30), default));
        Assert.Equal(["open"], (await Store.Inbox.ListAsync(null, 10, default)).Select(entry => entry.Message.Key));
    }

    [Fact]
    public async Task Given_many_callers_when_they_accept_at_once_then_each_key_is_accepted_once_in_all()
    {
        var receipts = await Task.WhenAll(Enumerable.Range(0, 2000).Select(one => Task.Run(async () =>
            await Store.Inbox.AcceptAsync(Message($"m{one % 500}"), default))));

        Assert.Equal(500, receipts.Count(receipt => receipt is InboxReceipt.Accepted));
        Assert.Equal(500, (await Store.Inbox.PendingAsync(Noon, 1000, default)).Count);
    }

    [Fact]
    public async Task Given_a_write_that_fails_among_others_then_only_it_fails()
    {
        var first = Appends.First("shop", 1);
        await Journal.AppendAsync(first, default);
        var next = Appends.Next(first, "x");

        // An entry without its text gets past every rule but the table's own.
        var broken = next with { Entries = [next.Entries[0] with { EventJson = null! }], Messages = [Appends.Message("of the broken one")] };
        var writes = Enumerable.Range(0, 50).Select(one => Store.Inbox.AcceptAsync(Message($"m{one}"), default).AsTask()).ToList();
        var failing = Journal.AppendAsync(broken, default).AsTask();
        writes.AddRange(Enumerable.Range(50, 50).Select(one => Store.Inbox.AcceptAsync(Message($"m{one}"), default).AsTask()));

        await Assert.ThrowsAnyAsync<Exception>(() => failing);
        Assert.All(await Task.WhenAll(writes), receipt => Assert.Equal(InboxReceipt.Accepted, receipt));
        Assert.Null(await Store.Outbox.FindAsync("console", "of the broken one", default));
        Assert.Equal(1, (await Journal.FindAsync(first.Head.Id, default))?.Version);
    }
}
