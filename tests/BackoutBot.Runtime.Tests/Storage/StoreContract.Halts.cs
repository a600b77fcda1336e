using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Tests.Storage;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Given_a_halt_then_it_is_in_force_after_a_restart_and_for_every_process_until_it_is_lifted()
    {
        var other = await OpenAsync();
        var halted = await WriteAsync(Store, 1, HaltAct.Halt, "alice", "look first");

        Assert.Equal(new Halt(new PersonId("alice"), Noon, "look first"), (await other.Halts.ReadAsync(default)).Current);
        var later = await OpenAsync();
        Assert.Equal(halted, Assert.Single((await later.Halts.ReadAsync(default)).Entries));

        await WriteAsync(other, 2, HaltAct.Lift, "bob");
        await WriteAsync(Store, 3, HaltAct.Lift, "alice");
        Assert.Null((await later.Halts.ReadAsync(default)).Current);
    }

    [Fact]
    public async Task Given_a_number_that_is_taken_then_the_entry_is_refused_and_its_message_stays_pending()
    {
        await WriteAsync(Store, 1, HaltAct.Halt, "alice");
        await Store.Inbox.AcceptAsync(new InboxMessage("m-2", "chat", "", Noon, null), default);

        Assert.False(await Store.Halts.AppendAsync(Entry(1, HaltAct.Lift, "bob"), new InboxKey("chat", "m-2"), [Appends.Message("halt:x")], default));
        Assert.False(await Store.Halts.AppendAsync(Entry(3, HaltAct.Lift, "bob"), new InboxKey("chat", "m-2"), [Appends.Message("halt:x")], default));

        Assert.Single((await Store.Halts.ReadAsync(default)).Entries);
        Assert.Equal(1, await Store.Inbox.CountPendingAsync(default));
        Assert.Equal(0, await Store.Outbox.CountPendingAsync(default));
    }

    [Fact]
    public async Task Given_a_halt_that_is_written_down_then_its_message_is_dealt_with_and_said_in_the_same_moment()
    {
        await Store.Inbox.AcceptAsync(new InboxMessage("m-1", "chat", "", Noon, null), default);

        Assert.True(await Store.Halts.AppendAsync(Entry(1, HaltAct.Halt, "alice"), new InboxKey("chat", "m-1"), [Appends.Message("halt:1:#ops")], default));

        Assert.Equal(0, await Store.Inbox.CountPendingAsync(default));
        Assert.Equal("halt:1:#ops", Assert.Single(await Store.Outbox.PendingAsync("console", 10, default)).Message.Key);
    }

    private static HaltEntry Entry(int number, HaltAct act, string by, string? reason = null) => new(number, Noon, new PersonId(by), "named", act, reason);

    private static async Task<HaltEntry> WriteAsync(IStore store, int number, HaltAct act, string by, string? reason = null)
    {
        var entry = Entry(number, act, by, reason);
        Assert.True(await store.Halts.AppendAsync(entry, new InboxKey("chat", $"none-{number}"), [], default));
        return entry;
    }
}
