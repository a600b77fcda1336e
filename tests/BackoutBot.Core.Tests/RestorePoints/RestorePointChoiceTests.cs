using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using CsCheck;
using static BackoutBot.Core.Tests.RestorePoints.History;

namespace BackoutBot.Core.Tests.RestorePoints;

/// <summary>Where to go back to.</summary>
public sealed class RestorePointChoiceTests
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [Fact]
    public void Given_a_proven_release_and_a_newer_one_that_is_not_then_the_proven_one_is_taken_and_the_other_offered()
    {
        var offer = RestorePointChoice.ToLeave([WellFor("v3", 200, 10), WellFor("v2", 100, 10), WellFor("v1", 0, 60)], ReleaseOf("v3"), Noon.AddMinutes(300), Month)!;
        Assert.Equal(("v1", "v2"), (offer.Chosen.Release.Version, offer.Other!.Release.Version));
    }

    [Fact]
    public void Given_the_release_before_is_proven_then_nothing_else_is_offered() =>
        Assert.Null(RestorePointChoice.ToLeave([WellFor("v3", 200, 10), WellFor("v2", 100, 60), WellFor("v1", 0, 60)], ReleaseOf("v3"), Noon.AddMinutes(300), Month)!.Other);

    [Fact]
    public void Given_no_proven_release_then_the_newest_is_taken_and_said_not_to_be_proven()
    {
        var offer = RestorePointChoice.ToLeave([WellFor("v3", 200, 10), WellFor("v2", 100, 10), WellFor("v1", 0, 10)], ReleaseOf("v3"), Noon.AddMinutes(300), Month)!;
        Assert.Equal(("v2", "not proven: well for 10 min only"), (offer.Chosen.Release.Version, RestorePointWords.Standing(offer.Chosen)));
    }

    [Fact]
    public void Given_a_release_that_was_left_then_it_is_neither_taken_nor_offered()
    {
        var offer = RestorePointChoice.ToLeave([WellFor("v3", 200, 10), WellFor("v2", 100, 60).Left(new BackoutId("shop-1")), WellFor("v1", 0, 60)], ReleaseOf("v3"), Noon.AddMinutes(300), Month)!;
        Assert.Equal(("v1", null), (offer.Chosen.Release.Version, offer.Other));
    }

    [Fact]
    public void Given_a_proven_release_that_ran_long_ago_then_it_is_taken_and_an_unproven_one_is_not()
    {
        var later = Noon.AddDays(90);
        Assert.Equal("v1", RestorePointChoice.ToLeave([WellFor("v1", 0, 60)], ReleaseOf("v3"), later, Month)?.Chosen.Release.Version);
        Assert.Null(RestorePointChoice.ToLeave([WellFor("v1", 0, 10)], ReleaseOf("v3"), later, Month));
    }

    [Theory]
    [InlineData("v1", "v1", 60)]
    [InlineData("V1", "v1", 60)]
    [InlineData("2026-11-24 12:20", "v1", 20)]
    [InlineData("2026-11-24 13:00", "v1", 60)]
    [InlineData("2026-11-24 13:05", null, 0)]
    [InlineData("2026-11-24 13:50", "v2", 120)]
    [InlineData("v9", null, 0)]
    public void Given_a_name_that_a_person_typed_then_the_point_of_that_version_or_time_is_found(string name, string? version, int minutes)
    {
        var v1 = Kept([.. Enumerable.Range(0, 7).Select(at => Reading("v1", at * 10, Wellness.Well, Record("api", $"{at / 3}")))]);
        var v2 = WellFor("v2", 100, 20);

        var found = RestorePointWords.Find([v2, v1], name);

        Assert.Equal((version, version is null ? null : Noon.AddMinutes(minutes)), (found?.Kept.Release.Version, found?.Point.TakenAt));
    }

    [Fact]
    public void Given_any_history_then_what_its_handle_names_is_that_very_point() => Gen.Int[1, 4].Array[1, 6].Sample(versions =>
    {
        KeptRestorePoint[] history = [.. versions.Select((version, at) => WellFor($"v{version}", at * 100, 10)).DistinctBy(kept => kept.Release.Identity).OrderByDescending(kept => kept.Point.TakenAt)];
        Assert.All(history, kept => Assert.Equal(kept.Point, RestorePointWords.Find(history, RestorePointWords.Handle(kept, history))?.Point));
    });

    [Theory]
    [InlineData("v2 as of 2026-11-24 13:20 UTC")]
    [InlineData("V2 as it was until 2026-11-24 13:20 UTC")]
    [InlineData("v2 2026-11-24 13:20")]
    [InlineData("v2 at 2026-11-24T13:20:41Z")]
    [InlineData("2026-11-24 13:20:00 UTC")]
    [InlineData("2026-11-24T13:20Z")]
    [InlineData("v1 as of 2026-11-24 13:20 UTC", null)]
    [InlineData("v2 as of 2026-11-24 18:20 UTC", null)]
    public void Given_a_state_within_a_release_then_it_is_found_by_what_people_call_it_and_is_never_taken_for_the_newest(string typed, int? minutes = 80)
    {
        KeptRestorePoint v2 = Kept([.. Enumerable.Range(6, 3).Select(at => Reading("v2", at * 10, Wellness.Well, Record("shop", "old"))), .. Enumerable.Range(9, 3).Select(at => Reading("v2", at * 10, Wellness.Well, Record("shop", "new")))]);
        KeptRestorePoint[] history = [v2, WellFor("v1", 0, 50)];
        string name = PointName.Split($"{typed} since the shop fails").Name;

        Assert.Equal((typed, "since the shop fails"), PointName.Split($"{typed} since the shop fails"));
        Assert.Equal(minutes is { } at ? Noon.AddMinutes(at) : null, RestorePointWords.Find(history, name)?.Point.TakenAt);
        Assert.All(v2.Revisions, revision => Assert.Equal(revision, RestorePointWords.Find(history, RestorePointWords.Handle(v2, revision))?.Point));
    }

    /// <summary>Whatever is deployed, read, heard and left in whatever order: one never goes back to what runs, or to what was left and not proven since.</summary>
    [Fact]
    public void Given_any_order_of_captures_deployments_signals_and_backouts_then_the_candidate_is_never_what_runs_or_what_was_left() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[1, 4], Gen.Int[1, 15]).Array[1, 60].Sample(moves =>
        {
            Dictionary<string, KeptRestorePoint> history = [];
            Dictionary<string, double> leftAt = [];
            string runs = "v1";
            double minutes = 0;
            foreach ((int kind, int version, int wait) in moves)
            {
                minutes += wait;
                switch (kind)
                {
                    case 0:
                        runs = $"v{version}";
                        break;
                    case 1 or 2:
                        RestorePointReading reading = Reading(runs, minutes, kind == 1 ? Wellness.Well : Wellness.Unwell);
                        history[runs] = history.TryGetValue(runs, out KeptRestorePoint? known) ? known.Renewed(reading) : KeptRestorePoint.First(reading);
                        break;
                    case 3:
                        history = history.ToDictionary(one => one.Key, one => one.Value.Troubled());
                        break;
                    default:
                        if (RestorePointChoice.ToLeave([.. history.Values], ReleaseOf(runs), Noon.AddMinutes(minutes), Month) is { } offer)
                        {
                            Assert.NotEqual(runs, offer.Chosen.Release.Version);
                            Assert.NotEqual(runs, offer.Other?.Release.Version);
                            AssertGood(offer.Chosen);
                            if (history.TryGetValue(runs, out KeptRestorePoint? left))
                            {
                                history[runs] = left.Left(new BackoutId("shop-1"));
                                leftAt[runs] = minutes;
                            }

                            runs = offer.Chosen.Release.Version;
                        }

                        break;
                }
            }

            void AssertGood(KeptRestorePoint chosen)
            {
                if (leftAt.TryGetValue(chosen.Release.Version, out double at))
                {
                    Assert.True(chosen.ProvenAt >= Noon.AddMinutes(at + 30), "it was left, and not proven since");
                }

                Assert.True(chosen.IsProven || history.Values.All(other => !other.IsProven || other.LeftBy is not null || other.Release.Version == runs), "a proven one was passed over");
            }
        });

    [Fact]
    public void Given_a_group_that_came_into_the_plan_file_since_then_a_point_without_it_that_is_otherwise_what_runs_is_no_candidate()
    {
        ReleaseComponent first = new("a", "sha-2", "v2");
        Release leaving = Release.Of([first, new ReleaseComponent("b", "sha-5", "v5")]);

        Assert.True(Release.Of([first]).BringsNothingTo(leaving));
        Assert.False(Release.Of([first with { Identity = "sha-1", Version = "v1" }]).BringsNothingTo(leaving));
        Assert.False(Release.Unknown.BringsNothingTo(leaving));
        Assert.False(Release.Of([first]).BringsNothingTo(Release.Unknown));
    }
}
