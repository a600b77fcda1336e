using System.Text.Json;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Tests.Storage;

public abstract partial class StoreContract
{
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
            RestorePoints = [new RestorePointChange.Keep(Reading(new(Noon, [], [])))],
        };
        var result = await Journal.AppendAsync(late, default);

        Assert.Equal(2, Assert.IsType<AppendResult.Stale>(result).Version);
        Assert.Equal(["note 1", "won"], await NotesAsync(first.Head.Id));
        Assert.Null(await Store.Outbox.FindAsync("console", "late", default));
        Assert.Single(await Store.Inbox.PendingAsync(Noon, 10, default));
        Assert.Empty(await Journal.ListRestorePointsAsync(new ServiceId("shop"), default));
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
    public async Task Given_backouts_that_ended_when_those_since_the_last_whole_rollback_are_listed_then_each_service_has_its_own_newest_first()
    {
        async Task EndAsync(string service, int number, BackoutPhase phase)
        {
            var first = Appends.First(service, number);
            await Journal.AppendAsync(first, default);
            var end = Appends.Next(first, "over", close: true);
            await Journal.AppendAsync(end with { Head = end.Head with { Phase = phase } }, default);
        }

        await EndAsync("shop", 1, BackoutPhase.Abandoned);
        await EndAsync("mail", 1, BackoutPhase.RolledBackInPart);
        await EndAsync("shop", 2, BackoutPhase.RolledBack);
        await EndAsync("shop", 3, BackoutPhase.NotNeeded);
        await EndAsync("shop", 4, BackoutPhase.Abandoned);
        await EndAsync("mail", 2, BackoutPhase.StoodDown);

        Assert.Equal(["mail-2", "shop-4", "mail-1"], (await Journal.ListEndedSinceWholeAsync(default)).Select(head => head.Id.Value));
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

        Assert.Null(VerifiedFold.New(append.Head.Id).Continue(await Journal.ReadAsync(append.Head.Id, 0, default), headVersion: 5).State.BrokenAt);
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
    public async Task Given_restore_points_of_two_releases_when_kept_then_each_is_renewed_by_its_own_and_never_by_an_older_one()
    {
        var service = new ServiceId("shop");
        await Journal.AppendAsync(Appends.First("shop", 1) with { RestorePoints = [new RestorePointChange.Keep(Reading(Point("v1", Noon)))] }, default);
        await Journal.KeepRestorePointAsync(service, Reading(Point("v2", Noon.AddHours(1))), default);
        await Journal.KeepRestorePointAsync(service, Reading(Point("v1", Noon.AddHours(2))), default);
        await Journal.KeepRestorePointAsync(service, Reading(Point("v1", Noon.AddHours(-1))), default);
        await Journal.KeepRestorePointAsync(new ServiceId("mail"), Reading(Point("v9", Noon)), default);

        Assert.Equal(
            [("v1", Noon.AddHours(2)), ("v2", Noon.AddHours(1))],
            (await Journal.ListRestorePointsAsync(service, default)).Select(kept => (kept.Point.Release.Version, kept.Point.TakenAt)));
    }

    [Fact]
    public async Task Given_a_release_that_a_backout_left_then_its_restore_point_says_so_and_the_others_do_not()
    {
        var service = new ServiceId("shop");
        await Journal.KeepRestorePointAsync(service, Reading(Point("v1", Noon)), default);
        await Journal.KeepRestorePointAsync(service, Reading(Point("v2", Noon.AddHours(1))), default);
        await Journal.AppendAsync(Appends.First("shop", 1) with { RestorePoints = [new RestorePointChange.Leave(Point("v2", Noon).Release, new BackoutId("shop-1"))] }, default);

        Assert.Equal([("v2", "shop-1"), ("v1", null)], (await Journal.ListRestorePointsAsync(service, default)).Select(kept => (kept.Point.Release.Version, kept.LeftBy?.Value)));
    }

    [Fact]
    public async Task Given_a_restore_point_without_a_release_when_one_with_a_release_is_kept_then_it_gives_way()
    {
        var service = new ServiceId("shop");
        await Journal.KeepRestorePointAsync(service, Reading(new RestorePoint(Noon, [], ["no zone"])), default);
        Assert.Equal(["no zone"], Assert.Single(await Journal.ListRestorePointsAsync(service, default)).Point.Problems);

        await Journal.KeepRestorePointAsync(service, Reading(Point("v1", Noon)), default);

        Assert.Equal("v1", Assert.Single(await Journal.ListRestorePointsAsync(service, default)).Point.Release.Version);
    }

    [Fact]
    public async Task Given_readings_while_a_service_is_well_when_read_back_then_what_is_known_of_the_release_is_there_to_the_tick()
    {
        var service = new ServiceId("shop");
        var at = Noon.AddTicks(1);
        await Journal.KeepRestorePointAsync(service, Reading(Point("v1", at), Wellness.Well), default);
        await Journal.KeepRestorePointAsync(service, Reading(Point("v1", at.AddMinutes(10)) with { States = [.. Point("v1", at).States, Record("blue")] }, Wellness.Well), default);
        await Journal.KeepRestorePointAsync(service, Reading(Point("v1", at.AddMinutes(20)) with { States = [.. Point("v1", at).States, Record("green")] }, Wellness.Well), default);

        var kept = Assert.Single(await Journal.ListRestorePointsAsync(service, default));
        Assert.Equal((at, at, at.AddMinutes(20), TimeSpan.FromMinutes(20), (DateTimeOffset?)at.AddMinutes(20)), (kept.FirstAt, kept.WellSince, kept.WellAt, kept.LongestWell, kept.ProvenAt));
        Assert.Equal([at.AddMinutes(10), at], kept.Revisions.Select(revision => revision.TakenAt));
    }

    [Fact]
    public async Task Given_a_release_that_is_well_when_something_bad_is_heard_then_the_time_before_counts_no_more()
    {
        var service = new ServiceId("shop");
        await Journal.KeepRestorePointAsync(service, Reading(Point("v1", Noon), Wellness.Well), default);
        await Journal.AppendAsync(Appends.First("shop", 1) with { RestorePoints = [new RestorePointChange.Trouble()] }, default);
        await Journal.KeepRestorePointAsync(service, Reading(Point("v1", Noon.AddMinutes(20)), Wellness.Well), default);

        Assert.False(Assert.Single(await Journal.ListRestorePointsAsync(service, default)).IsProven);
    }

    [Fact]
    public async Task Given_a_release_that_was_left_when_it_is_cleared_then_nobody_has_left_it()
    {
        var service = new ServiceId("shop");
        await Journal.KeepRestorePointAsync(service, Reading(Point("v1", Noon)), default);
        var first = Appends.First("shop", 1) with { RestorePoints = [new RestorePointChange.Leave(Point("v1", Noon).Release, new BackoutId("shop-1"))] };
        await Journal.AppendAsync(first, default);
        Assert.NotNull(Assert.Single(await Journal.ListRestorePointsAsync(service, default)).LeftBy);

        await Journal.AppendAsync(Appends.After(first.Entries, "cleared") with { RestorePoints = [new RestorePointChange.Clear(Point("v1", Noon).Release)] }, default);

        Assert.Null(Assert.Single(await Journal.ListRestorePointsAsync(service, default)).LeftBy);
    }

    [Fact]
    public async Task Given_points_that_are_older_than_the_time_for_which_they_are_kept_then_three_proven_releases_stay_and_the_others_go()
    {
        var service = new ServiceId("shop");
        foreach (var day in Enumerable.Range(0, 5))
        {
            await Journal.KeepRestorePointAsync(service, Reading(Point($"v{day}", Noon.AddDays(day)), Wellness.Well), default);
            await Journal.KeepRestorePointAsync(service, Reading(Point($"v{day}", Noon.AddDays(day).AddMinutes(15)), Wellness.Well), default);
            await Journal.KeepRestorePointAsync(service, Reading(Point($"rc{day}", Noon.AddDays(day).AddHours(1))), default);
        }

        await Journal.KeepRestorePointAsync(service, Reading(Point("v9", Noon.AddDays(40))), default);

        Assert.Equal(["v9", "v4", "v3", "v2"], (await Journal.ListRestorePointsAsync(service, default)).Select(kept => kept.Point.Release.Version));
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
        Assert.Null(VerifiedFold.New(first.Head.Id).Continue(read, read.Count).State.BrokenAt);
        Assert.Equal(80, read.Skip(1).Select(entry => ((NoteAdded)entry.Entry.Event).Text).Distinct().Count());
    }

    private async Task<IEnumerable<string>> NotesAsync(BackoutId id) =>
        (await Journal.ReadAsync(id, 0, default)).Select(entry => ((NoteAdded)entry.Entry.Event).Text);

    private static RestorePointReading Reading(RestorePoint point, Wellness wellness = Wellness.NotLooked) =>
        new(point, wellness, new RestorePointRules(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(21), TimeSpan.FromDays(30)));

    private static CapturedState Record(string colour) => new("records", "shop", colour, JsonSerializer.SerializeToElement(colour));

    private static RestorePoint Point(string version, DateTimeOffset at) => new(
        at,
        [new CapturedState("deploy", "shop", version, JsonDocument.Parse("{}").RootElement) { Release = new ReleaseComponent("shop", version, version) }],
        []);
}
