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
    public async Task Given_a_root_that_was_delivered_then_its_key_is_found_by_its_reference_and_no_replys_is()
    {
        await Store.Outbox.PutAsync([Appends.Message("card:shop-1"), Appends.Message("shop-1:4", thread: "card:shop-1")], default);
        await Store.Outbox.DeliveredAsync("console", "card:shop-1", 1, "C1/17.1", Noon, default);
        await Store.Outbox.DeliveredAsync("console", "shop-1:4", 1, "C1/17.2", Noon, default);

        Assert.Equal("card:shop-1", await Store.Outbox.FindKeyAsync("console", "C1/17.1", default));
        Assert.Null(await Store.Outbox.FindKeyAsync("console", "C1/17.2", default));
        Assert.Null(await Store.Outbox.FindKeyAsync("slack", "C1/17.1", default));
    }

    [Fact]
    public async Task Given_a_message_put_again_then_only_its_newest_body_waits()
    {
        await Store.Outbox.PutAsync([Appends.Message("card", "one"), Appends.Message("reply", "r", thread: "card")], default);
        await Store.Outbox.PutAsync([Appends.Message("card", "two", since: Noon.AddSeconds(9))], default);

        var pending = await Store.Outbox.PendingAsync("console", 10, default);

        Assert.Equal(["card", "reply"], pending.Select(item => item.Message.Key));
        Assert.Equal("two", Headline(pending[0]));
        Assert.Equal((2L, Noon), (pending[0].Revision, pending[0].Since));
        Assert.Equal((true, null), (pending[1].RootIsKept, pending[1].ThreadReference));
        Assert.Empty(await Store.Outbox.PendingAsync("slack", 10, default));
        Assert.Equal(2, await Store.Outbox.CountPendingAsync(default));
    }

    [Fact]
    public async Task Given_a_delivered_message_when_put_again_then_it_waits_for_its_edit_unless_nothing_changed()
    {
        await Store.Outbox.PutAsync([Appends.Message("card", "one"), Appends.Message("reply", "r", thread: "card")], default);
        await Store.Outbox.DeliveredAsync("console", "card", 1, "ref-1", Noon.AddSeconds(1), default);

        var reply = Assert.Single(await Store.Outbox.PendingAsync("console", 10, default));
        Assert.Equal(("reply", "ref-1"), (reply.Message.Key, reply.ThreadReference));

        await Store.Outbox.PutAsync([Appends.Message("card", "one")], default);
        Assert.Equal(OutboxState.Sent, (await Store.Outbox.FindAsync("console", "card", default))!.State);

        await Store.Outbox.PutAsync([Appends.Message("card", "two", since: Noon.AddSeconds(9))], default);
        var edit = await Store.Outbox.FindAsync("console", "card", default);
        Assert.Equal((OutboxState.Pending, "ref-1", Noon.AddSeconds(1), Noon.AddSeconds(9)), (edit!.State, edit.Reference, edit.DueAt, edit.Since));
    }

    [Fact]
    public async Task Given_a_body_that_changed_during_its_delivery_then_the_newer_stays_pending()
    {
        await Store.Outbox.PutAsync([Appends.Message("card", "one")], default);
        await Store.Outbox.PutAsync([Appends.Message("card", "two")], default);

        await Store.Outbox.DeliveredAsync("console", "card", 1, "ref-1", Noon, default);

        Assert.Equal((OutboxState.Pending, "ref-1"), State(await Store.Outbox.FindAsync("console", "card", default)));
        await Store.Outbox.DeliveredAsync("console", "card", 2, "ref-1", Noon, default);
        Assert.Equal((OutboxState.Sent, "ref-1"), State(await Store.Outbox.FindAsync("console", "card", default)));
        static (OutboxState State, string? Reference) State(OutboxItem? item) => (item!.State, item.Reference);
    }

    [Fact]
    public async Task Given_a_message_put_off_then_it_says_until_when_and_why()
    {
        await Store.Outbox.PutAsync([Appends.Message("card", "one")], default);

        await Store.Outbox.RescheduleAsync("console", "card", Noon.AddSeconds(30), "rate limited", default);

        var item = Assert.Single(await Store.Outbox.PendingAsync("console", 10, default));
        Assert.Equal((Noon.AddSeconds(30), "rate limited", 1), (item.DueAt, item.Note, item.Attempts));
    }

    [Fact]
    public async Task Given_a_refused_message_then_it_is_parked_with_its_reason_until_it_has_a_new_body()
    {
        await Store.Outbox.PutAsync([Appends.Message("card", "one")], default);

        await Store.Outbox.RefuseAsync("console", "card", 1, "no such channel", default);

        Assert.Empty(await Store.Outbox.PendingAsync("console", 10, default));
        Assert.Equal("no such channel", Assert.Single(await Store.Outbox.RefusedAsync(10, default)).Note);
        await Store.Outbox.PutAsync([Appends.Message("card", "two")], default);
        Assert.Null(Assert.Single(await Store.Outbox.PendingAsync("console", 10, default)).Note);
    }

    private static string Headline(OutboxItem item) => ((TextBody)item.Message.Body).Headline;
}
