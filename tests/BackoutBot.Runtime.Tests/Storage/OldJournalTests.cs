using System.Text.Json;
using System.Text.Json.Nodes;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Journal;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Storage;
using BackoutBot.Runtime.Storage.Sqlite;
using BackoutBot.Tests.Journals;
using Dapper;
using Microsoft.Data.Sqlite;

namespace BackoutBot.Runtime.Tests.Storage;

/// <summary>Databases that earlier versions left (<c>tests/Journals</c>): events are for ever, so this version reads all that is in them.</summary>
public sealed class OldJournalTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public static TheoryData<string> Kept => [.. KeptJournal.All.Select(kept => kept.Name)];

    public void Dispose() => directory.Dispose();

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task Given_a_journal_of_an_earlier_version_then_its_chain_is_whole_and_it_folds_to_where_it_was(string name)
    {
        var kept = Copy(name);
        await using var store = new SqliteStore(new StorageOptions { DataDirectory = directory.Path }, new StoreChanges());
        await store.OpenAsync(default);

        var head = Assert.Single(await store.Journal.ListAsync(10, default));
        var entries = await store.Journal.ReadAsync(head.Id, 0, default);

        Assert.Equal((kept.Facts.Backout, kept.Facts.Phase, kept.Facts.Entries), (head.Id.Value, head.Phase.ToString(), head.Version));
        Assert.Equal((kept.Facts.Entries, kept.Facts.LastHash), (entries.Count, entries[^1].Entry.Hash));
        var state = entries.Aggregate(BackoutState.New(head.Id), (before, entry) => before.Apply(entry.Entry));
        Assert.Equal((head.Phase, head.Version, head.IsOpen), (state.Phase, state.Version, !state.IsClosed));
        Assert.Null(VerifiedFold.New(head.Id).Continue(entries, head.Version).State.BrokenAt);
        if (kept.Facts.LeftBy is not null)
        {
            var left = entries.Select(entry => entry.Entry.Event).OfType<PhaseEntered>().Last(entered => entered.To is BackoutPhase.Reviewing or BackoutPhase.NotNeeded);
            Assert.Equal((kept.Facts.LeftFrom, kept.Facts.LeftBy), (left.From.ToString(), left.Trigger.ToString()));
        }
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task Given_an_event_of_an_earlier_version_when_it_is_read_and_written_again_then_nothing_of_it_is_lost_or_changed(string name)
    {
        Copy(name);
        await using var store = new SqliteStore(new StorageOptions { DataDirectory = directory.Path }, new StoreChanges());
        await store.OpenAsync(default);
        var head = Assert.Single(await store.Journal.ListAsync(10, default));

        var entries = await store.Journal.ReadAsync(head.Id, 0, default);

        Assert.All(entries, entry => AssertHolds(entry.EventJson, JournalJson.Serialize(entry.Entry.Event)));

        // The hash covers the text that was written then, whatever this version would write.
        Assert.All(entries, entry => Assert.Equal(
            entry.Entry.Hash,
            JournalChain.Hash(entry.Entry.PreviousHash, entry.Entry.Backout, entry.Entry.Version, entry.Entry.At, entry.Entry.Actor, entry.Entry.Cause, entry.Entry.TraceParent, entry.EventJson)));
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task Given_what_an_earlier_version_stored_beside_the_journal_then_it_is_read_too(string name)
    {
        Copy(name);
        await using var store = new SqliteStore(new StorageOptions { DataDirectory = directory.Path }, new StoreChanges());
        await store.OpenAsync(default);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory.Path, KeptJournal.Database)};Pooling=False");

        string[] bodies = [.. await connection.QueryAsync<string>("SELECT body FROM outbox UNION ALL SELECT body FROM chat_log")];
        string[] points = [.. await connection.QueryAsync<string>("SELECT body FROM restore_points")];

        // A quiet watch says nothing to anybody.
        Assert.Equal(name.EndsWith("/all-quiet", StringComparison.Ordinal), bodies.Length == 0);
        Assert.All(bodies, body => AssertHolds(body, JournalJson.Serialize(JournalJson.DeserializeBody(body))));
        Assert.All(points, point => AssertHolds(point, JournalJson.Serialize(JournalJson.DeserializeRestorePoint(point))));
    }

    [Fact]
    public void Given_all_kept_journals_then_every_way_to_end_and_every_kind_of_event_of_that_version_is_among_them()
    {
        string[] ways = [.. KeptJournal.All.Where(kept => kept.Name.StartsWith("e855bc2/", StringComparison.Ordinal)).Select(kept => kept.Facts.LeftBy is null ? "open" : $"{kept.Facts.LeftFrom} {kept.Facts.LeftBy} {kept.Facts.Phase}")];
        var kinds = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var kept in KeptJournal.All)
        {
            using var other = new TemporaryDirectory();
            kept.CopyTo(other.Path);
            using var connection = new SqliteConnection($"Data Source={Path.Combine(other.Path, KeptJournal.Database)};Pooling=False");
            kinds.UnionWith(connection.Query<string>("SELECT DISTINCT json_extract(event, '$.$event') FROM journal"));
        }

        Assert.Equal(
            [
                "AwaitingApproval Abort Abandoned", "AwaitingApproval Abort StoodDown", "AwaitingApproval Deny Abandoned", "AwaitingApproval Deny StoodDown",
                "AwaitingApproval Expire Abandoned", "AwaitingApproval Expire StoodDown", "Blocked Abort Abandoned", "NotReady Dismiss NotNeeded",
                "Paused Abort Abandoned", "Paused Abort StoodDown", "Planning Abort Abandoned", "Planning Abort StoodDown", "Preparing Dismiss NotNeeded",
                "Ready Dismiss NotNeeded", "Running Abort Abandoned", "Running Abort StoodDown", "Unplannable Abort Abandoned", "Unplannable Abort StoodDown",
                "Unproven Abort Abandoned", "Unproven Accept RolledBack", "Validating Abort Abandoned", "Validating Accept RolledBack", "Validating Prove RolledBack",
                "Watching AllQuiet NotNeeded", "Watching Dismiss NotNeeded", "open",
            ],
            ways.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "announced", "approvals-expired", "approved", "decision", "denied", "item-attested", "item-checked", "note", "opened", "phase-entered", "plan-proposed",
                "planning-failed", "post-mortem", "refused", "requested", "restore-point-taken", "signal-joined", "step-failed", "step-intended", "step-progressed",
                "step-skipped", "step-started", "step-succeeded", "step-uncertain", "wellness-changed",
            ],
            kinds);
    }

    /// <summary>That what is written now says all that was written then. It may say more: fields are added, never taken away.</summary>
    private static void AssertHolds(string then, string now)
    {
        var lost = Lost(JsonNode.Parse(then), JsonNode.Parse(now), "$").ToList();
        Assert.True(lost.Count == 0, $"Read and written again, {string.Join(", ", lost)} is not what it was.\nthen: {then}\nnow:  {now}");
    }

    private static IEnumerable<string> Lost(JsonNode? then, JsonNode? now, string path)
    {
        switch (then, now)
        {
            case (JsonObject before, JsonObject after):
                return before.SelectMany(member => member.Value is null || after.ContainsKey(member.Key)
                    ? Lost(member.Value, after[member.Key], $"{path}.{member.Key}")
                    : [$"{path}.{member.Key}"]);
            case (JsonArray before, JsonArray after) when before.Count == after.Count:
                return before.SelectMany((item, index) => Lost(item, after[index], $"{path}[{index}]"));
            default:
                return JsonNode.DeepEquals(then, now) ? [] : [path];
        }
    }

    private KeptJournal Copy(string name)
    {
        var kept = KeptJournal.All.Single(one => one.Name == name);
        kept.CopyTo(directory.Path);
        return kept;
    }
}
