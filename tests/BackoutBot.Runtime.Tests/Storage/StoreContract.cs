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
public abstract partial class StoreContract : IAsyncLifetime
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
    public async Task Given_what_an_adapter_remembers_then_the_newest_is_there_after_a_restart()
    {
        await Store.Memory.PutAsync("teams", "team-1", "one", default);
        await Store.Memory.PutAsync("teams", "team-1", "two", default);

        var later = await OpenAsync();
        Assert.Equal("two", await later.Memory.FindAsync("teams", "team-1", default));
        Assert.Null(await later.Memory.FindAsync("slack", "team-1", default));
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

            return new JournalAppend(0, new BackoutHead(id, new ServiceId(service), number, BackoutPhase.Watching, true, notes), entries, [], null, []);
        }

        public static JournalAppend Next(JournalAppend before, string note, bool close = false) => before with
        {
            ExpectedVersion = before.Head.Version,
            Head = before.Head with { Version = before.Head.Version + 1, IsOpen = !close, Phase = close ? BackoutPhase.NotNeeded : BackoutPhase.Watching },
            Entries = [Entry(before.Head.Id, before.Entries[^1], note)],
            Messages = [],
            RestorePoints = [],
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
                []);
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
