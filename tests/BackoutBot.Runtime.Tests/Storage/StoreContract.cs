using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Journal;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Tests.Storage;

/// <summary>What every store holds to, whatever engine it runs on. An engine's tests derive from this and say how its store is opened.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    protected static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly List<IStore> opened = [];

    protected IStore Store { get; private set; } = null!;

    protected StoreChanges Changes { get; } = new();

    protected IJournalStore Journal => Store.Journal;

    public async Task InitializeAsync() => Store = await OpenAsync();

    public async Task DisposeAsync()
    {
        foreach (var store in opened)
        {
            await store.DisposeAsync();
        }
    }

    /// <summary>One more store on the same data, as a second process or a restart has it.</summary>
    protected async Task<IStore> OpenAsync()
    {
        var store = Create(Changes);
        await store.OpenAsync(CancellationToken.None);
        opened.Add(store);
        return store;
    }

    protected abstract IStore Create(StoreChanges changes);

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
    public async Task Given_what_an_adapter_remembers_then_the_newest_is_there_after_a_restart()
    {
        await Store.Memory.PutAsync("teams", "team-1", "one", default);
        await Store.Memory.PutAsync("teams", "team-1", "two", default);

        var later = await OpenAsync();
        Assert.Equal("two", await later.Memory.FindAsync("teams", "team-1", default));
        Assert.Null(await later.Memory.FindAsync("slack", "team-1", default));
    }

    [Fact]
    public async Task Given_an_append_when_read_then_it_is_what_was_written()
    {
        var append = Appends.First("shop", 1, notes: 3) with
        {
            Messages = [Appends.Message("card:shop-1")],
        };

        Assert.IsType<AppendResult.Appended>(await Journal.AppendAsync(append, default));

        var read = await Journal.ReadAsync(append.Head.Id, 0, default);
        Assert.Equal(append.Entries, read);
        Assert.Equal(append.Head, await Journal.FindAsync(append.Head.Id, default));
        Assert.Equal(append.Entries.Skip(2), await Journal.ReadAsync(append.Head.Id, 2, default));
        Assert.NotNull(await Store.Outbox.FindAsync("console", "card:shop-1", default));
    }

    [Fact]
    public async Task Given_a_newer_version_when_appended_then_stale_and_nothing_of_it_is_written()
    {
        var first = Appends.First("shop", 1);
        await Journal.AppendAsync(first, default);
        await Journal.AppendAsync(Appends.Next(first, "won"), default);
        await Store.Inbox.AcceptAsync(Message("m1"), default);

        var late = Appends.Next(first, "lost") with
        {
            Messages = [Appends.Message("late")],
            Handled = new InboxKey("sns", "m1"),
            RestorePoint = new RestorePointChange(new(Noon, [], [])),
        };
        var result = await Journal.AppendAsync(late, default);

        Assert.Equal(2, Assert.IsType<AppendResult.Stale>(result).Version);
        Assert.Equal(["note 1", "won"], await NotesAsync(first.Head.Id));
        Assert.Null(await Store.Outbox.FindAsync("console", "late", default));
        Assert.Single(await Store.Inbox.PendingAsync(Noon, 10, default));
        Assert.Null(await Journal.FindRestorePointAsync(new ServiceId("shop"), default));
    }

    [Fact]
    public async Task Given_the_same_append_twice_then_the_second_is_stale()
    {
        var first = Appends.First("shop", 1);
        await Journal.AppendAsync(first, default);

        Assert.IsType<AppendResult.Stale>(await Journal.AppendAsync(first, default));
        Assert.Single(await Journal.ReadAsync(first.Head.Id, 0, default));
    }

    [Fact]
    public async Task Given_an_open_backout_when_another_is_opened_for_the_service_then_occupied()
    {
        await Journal.AppendAsync(Appends.First("shop", 1), default);

        var result = await Journal.AppendAsync(Appends.First("shop", 2), default);

        Assert.Equal(new BackoutId("shop-1"), Assert.IsType<AppendResult.Occupied>(result).Open);
        Assert.IsType<AppendResult.Appended>(await Journal.AppendAsync(Appends.First("mail", 1), default));
        Assert.Equal(["shop-1", "mail-1"], (await Journal.ListOpenAsync(default)).Select(head => head.Id.Value));
    }

    [Fact]
    public async Task Given_a_closed_backout_when_another_is_opened_then_both_are_kept_and_one_is_open()
    {
        var first = Appends.First("shop", 1);
        await Journal.AppendAsync(first, default);
        await Journal.AppendAsync(Appends.Next(first, "over", close: true), default);
        await Journal.AppendAsync(Appends.First("shop", 2), default);

        Assert.Equal("shop-2", (await Journal.FindOpenAsync(new ServiceId("shop"), default))?.Id.Value);
        Assert.Equal(2, await Journal.LatestNumberAsync(new ServiceId("shop"), default));
        Assert.Equal(0, await Journal.LatestNumberAsync(new ServiceId("mail"), default));
        Assert.Equal(["shop-2", "shop-1"], (await Journal.ListAsync(10, default)).Select(head => head.Id.Value));
        Assert.Equal(BackoutPhase.NotNeeded, (await Journal.FindAsync(new BackoutId("shop-1"), default))?.Phase);
    }

    [Fact]
    public async Task Given_entries_that_do_not_follow_when_appended_then_it_is_refused_as_a_fault_of_the_bot()
    {
        var first = Appends.First("shop", 1);
        await Journal.AppendAsync(first, default);
        var gap = Appends.Next(first, "x");

        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.AppendAsync(gap with { ExpectedVersion = 2 }, default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.AppendAsync(gap with { Entries = [] }, default));
    }

    [Fact]
    public async Task Given_a_whole_journal_when_verified_then_nothing_was_tampered_with()
    {
        var append = Appends.First("shop", 1, notes: 5);
        await Journal.AppendAsync(append, default);

        Assert.Null(SealedEntry.FirstTampered(await Journal.ReadAsync(append.Head.Id, 0, default), headVersion: 5));
    }

    [Fact]
    public async Task Given_an_append_that_handles_a_message_then_both_are_done_together()
    {
        await Store.Inbox.AcceptAsync(Message("m1"), default);

        await Journal.AppendAsync(Appends.First("shop", 1) with { Handled = new InboxKey("sns", "m1") }, default);

        Assert.Empty(await Store.Inbox.PendingAsync(Noon, 10, default));
        Assert.Equal("shop-1 at version 1", Assert.Single(await Store.Inbox.ListAsync(InboxStatus.Done, 10, default)).Note);
    }

    [Fact]
    public async Task Given_a_restore_point_when_kept_replaced_and_forgotten_then_the_latest_word_counts()
    {
        var service = new ServiceId("shop");
        var older = new Core.RestorePoints.RestorePoint(Noon, [], ["no zone"]);
        var first = Appends.First("shop", 1) with { RestorePoint = new RestorePointChange(older) };
        await Journal.AppendAsync(first, default);
        Assert.Equal(["no zone"], (await Journal.FindRestorePointAsync(service, default))!.Problems);

        var next = Appends.Next(first, "x") with { RestorePoint = new RestorePointChange(older with { TakenAt = Noon.AddHours(1) }) };
        await Journal.AppendAsync(next, default);
        Assert.Equal(Noon.AddHours(1), (await Journal.FindRestorePointAsync(service, default))!.TakenAt);

        await Journal.AppendAsync(Appends.Next(next, "y") with { RestorePoint = new RestorePointChange(null) }, default);
        Assert.Null(await Journal.FindRestorePointAsync(service, default));
    }

    [Fact]
    public async Task Given_writers_that_race_for_each_version_then_each_version_is_written_once()
    {
        var second = await OpenAsync();
        var first = Appends.First("shop", 1);
        await Journal.AppendAsync(first, default);

        var wins = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var store = writer % 2 == 0 ? Store : second;
            var won = 0;
            while (won < 10)
            {
                var entries = await store.Journal.ReadAsync(first.Head.Id, 0, default);
                var append = Appends.After(entries, $"{writer}/{won}");
                won += await store.Journal.AppendAsync(append, default) is AppendResult.Appended ? 1 : 0;
            }

            return won;
        })));

        var read = await Journal.ReadAsync(first.Head.Id, 0, default);
        Assert.Equal(wins.Sum() + 1, read.Count);
        Assert.Null(SealedEntry.FirstTampered(read, read.Count));
        Assert.Equal(80, read.Skip(1).Select(entry => ((NoteAdded)entry.Entry.Event).Text).Distinct().Count());
    }

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

    [Fact]
    public async Task Given_the_chat_log_when_said_and_edited_then_positions_grow_and_the_first_time_stays()
    {
        var alice = new PersonId("alice");
        var first = await Store.Chat.PutAsync(Appends.Message("a", "one").Message, alice, Noon, default);
        var other = await Store.Chat.PutAsync(Appends.Message("b", "x", thread: "a").Message, null, Noon, default);
        var edited = await Store.Chat.PutAsync(Appends.Message("a", "two").Message, null, Noon.AddSeconds(5), default);

        Assert.True(first.Position < other.Position && other.Position < edited.Position);
        Assert.Equal((Noon, alice, "two"), (edited.PostedAt, edited.Author!.Value, ((TextBody)edited.Message.Body).Headline));
        Assert.Equal(["b", "a"], (await Store.Chat.ReadAsync(0, 10, default)).Select(entry => entry.Message.Key));
        Assert.Equal(["a"], (await Store.Chat.ReadAsync(other.Position, 10, default)).Select(entry => entry.Message.Key));
        Assert.Equal(["b"], (await Store.Chat.ReadAsync(0, 1, default)).Select(entry => entry.Message.Key));
        Assert.Equal(edited.Position, await Store.Chat.LatestPositionAsync(default));
    }

    [Fact]
    public async Task Given_a_reopened_store_then_everything_is_still_there()
    {
        var first = Appends.First("shop", 1) with { Messages = [Appends.Message("card:shop-1", "one")] };
        await Journal.AppendAsync(first, default);
        await Store.Inbox.AcceptAsync(Message("m1"), default);
        await Store.Chat.PutAsync(Appends.Message("a", "one").Message, null, Noon, default);
        await Store.DisposeAsync();

        var again = await OpenAsync();

        Assert.Equal(first.Entries, await again.Journal.ReadAsync(first.Head.Id, 0, default));
        Assert.Single(await again.Inbox.PendingAsync(Noon, 10, default));
        Assert.Equal(InboxReceipt.Duplicate, await again.Inbox.AcceptAsync(Message("m1"), default));
        Assert.Single(await again.Outbox.PendingAsync("console", 10, default));
        Assert.Single(await again.Chat.ReadAsync(0, 10, default));
    }

    [Fact]
    public async Task Given_changes_when_they_are_on_disk_then_those_who_wait_for_them_are_told()
    {
        var (journal, inbox, outbox, chat) = (Changes.Journal.Next, Changes.Inbox.Next, Changes.Outbox.Next, Changes.Chat.Next);

        await Store.Inbox.AcceptAsync(Message("m1"), default);
        await inbox.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(journal.IsCompleted || outbox.IsCompleted || chat.IsCompleted);

        await Journal.AppendAsync(Appends.First("shop", 1) with { Messages = [Appends.Message("card")] }, default);
        await Task.WhenAll(journal, outbox).WaitAsync(TimeSpan.FromSeconds(10));

        await Store.Chat.PutAsync(Appends.Message("a").Message, null, Noon, default);
        await chat.WaitAsync(TimeSpan.FromSeconds(10));
    }

    protected static InboxMessage Message(string key) => new(key, "sns", $$"""{"key":"{{key}}"}""", Noon, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private static string Headline(OutboxItem item) => ((TextBody)item.Message.Body).Headline;

    private async Task<IEnumerable<string>> NotesAsync(BackoutId id) =>
        (await Journal.ReadAsync(id, 0, default)).Select(entry => ((NoteAdded)entry.Entry.Event).Text);

    /// <summary>Appends whose content does not matter, only that it is kept.</summary>
    protected static class Appends
    {
        public static JournalAppend First(string service, int number, int notes = 1)
        {
            var id = BackoutHead.IdOf(new ServiceId(service), number);
            List<SealedEntry> entries = [];
            for (var version = 1; version <= notes; version++)
            {
                entries.Add(Entry(id, entries.LastOrDefault(), $"note {version}"));
            }

            return new JournalAppend(0, new BackoutHead(id, new ServiceId(service), number, BackoutPhase.Watching, true, notes), entries, [], null, null);
        }

        public static JournalAppend Next(JournalAppend before, string note, bool close = false) => before with
        {
            ExpectedVersion = before.Head.Version,
            Head = before.Head with { Version = before.Head.Version + 1, IsOpen = !close, Phase = close ? BackoutPhase.NotNeeded : BackoutPhase.Watching },
            Entries = [Entry(before.Head.Id, before.Entries[^1], note)],
            Messages = [],
            RestorePoint = null,
        };

        public static JournalAppend After(IReadOnlyList<SealedEntry> entries, string note)
        {
            var (last, _) = entries[^1];
            return new JournalAppend(
                last.Version,
                new BackoutHead(last.Backout, new ServiceId("shop"), BackoutHead.NumberOf(last.Backout), BackoutPhase.Watching, true, last.Version + 1),
                [Entry(last.Backout, entries[^1], note)],
                [],
                null,
                null);
        }

        public static OutboxMessage Message(string key, string headline = "hello", string? thread = null, DateTimeOffset? since = null) =>
            new("console", new ChatMessage(key, "#ops", thread, null, new TextBody(CardTone.Quiet, headline, [])), since ?? Noon);

        private static SealedEntry Entry(BackoutId id, SealedEntry? before, string note) => SealedEntry.Seal(
            before?.Entry.Hash ?? JournalChain.Genesis,
            id,
            (before?.Entry.Version ?? 0) + 1,
            Noon.AddTicks(1234567),
            new PersonId("alice"),
            new CommandKey($"note:{note}"),
            null,
            new NoteAdded(new PersonId("alice"), note));
    }
}
