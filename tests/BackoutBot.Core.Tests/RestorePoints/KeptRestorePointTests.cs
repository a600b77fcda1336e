using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;
using static BackoutBot.Core.Tests.RestorePoints.History;

namespace BackoutBot.Core.Tests.RestorePoints;

/// <summary>What is known of a release from what was read while it ran.</summary>
public sealed class KeptRestorePointTests
{
    [Fact]
    public void Given_a_service_that_is_well_for_the_proving_time_without_a_break_then_its_release_is_proven()
    {
        Assert.False(WellFor("v1", 0, 20).IsProven);
        Assert.Equal(Noon.AddMinutes(30), WellFor("v1", 0, 30).ProvenAt);
    }

    [Theory]
    [InlineData(Wellness.Unwell)]
    [InlineData(Wellness.NotMeasured)]
    public void Given_a_break_within_the_proving_time_then_it_begins_anew(Wellness broken)
    {
        var kept = Kept(Reading("v1", 0), Reading("v1", 10), Reading("v1", 20, broken), Reading("v1", 30), Reading("v1", 40), Reading("v1", 50));
        Assert.False(kept.IsProven);
        Assert.True(kept.Renewed(Reading("v1", 60)).IsProven);
    }

    [Fact]
    public void Given_a_signal_within_the_proving_time_then_it_begins_anew() =>
        Assert.False(Kept(Reading("v1", 0), Reading("v1", 10), Reading("v1", 20)).Troubled().Renewed(Reading("v1", 30)).IsProven);

    [Fact]
    public void Given_a_time_in_which_nobody_looked_then_it_proves_nothing() =>
        Assert.False(Kept(Reading("v1", 0), Reading("v1", 60)).IsProven);

    [Fact]
    public void Given_a_service_without_alarms_and_front_door_then_it_is_never_proven_and_says_how_long_it_ran()
    {
        var kept = Kept(Reading("v1", 0, Wellness.NotMeasured), Reading("v1", 6 * 24 * 60, Wellness.NotMeasured));
        Assert.False(kept.IsProven);
        Assert.Equal("ran 6 d, not measured", RestorePointWords.Standing(kept));
    }

    [Fact]
    public void Given_a_record_that_somebody_changes_while_a_release_runs_then_the_earlier_states_are_kept_with_their_dates_and_five_at_most()
    {
        var kept = Kept([.. Enumerable.Range(0, 9).Select(at => Reading("v1", at, Wellness.Well, Record("api", $"{at / 1}")))]);

        Assert.Equal([7, 6, 5, 4, 3], kept.Revisions.Select(revision => (int)(revision.TakenAt - Noon).TotalMinutes));
        Assert.Equal(Noon.AddMinutes(8), kept.Point.TakenAt);
    }

    [Fact]
    public void Given_a_record_that_somebody_changes_once_the_release_is_proven_then_the_point_says_that_this_was_not_there_while_it_was()
    {
        var kept = Kept([.. Enumerable.Range(0, 4).Select(at => Reading("v1", at * 10, Wellness.Well, Record("api", "blue")))]);
        Assert.Equal("proven: well for 30 min without a break", RestorePointWords.Standing(kept));

        kept = kept.Renewed(Reading("v1", 40, Wellness.Well, Record("api", "green")));
        Assert.Equal($"proven: well for 40 min without a break; part of it was changed since, after {RestorePointWords.Minute(Noon.AddMinutes(30))}", RestorePointWords.Standing(kept));
    }

    [Fact]
    public void Given_a_record_that_can_not_be_read_later_then_its_last_value_stays_with_its_date()
    {
        var kept = Kept(
            Reading("v1", 0, Wellness.Well, Record("api", "blue"), Record("www", "blue")),
            Reading("v1", 5, Wellness.Well, CapturedState.NotRead("records", "api", "throttled"), Record("www", "blue")),
            Reading("v1", 10, Wellness.Well, CapturedState.NotRead("records", "", "no answer")));

        Assert.Empty(kept.Point.Unread);
        Assert.Equal([("api → blue", Noon), ("www → blue", Noon.AddMinutes(5))], kept.Point.Of("records").Select(state => (state.Summary, state.ReadAt!.Value)));
        Assert.Empty(kept.Revisions);
    }

    [Fact]
    public void Given_a_record_that_was_never_read_then_it_stays_unread_and_never_becomes_an_absent_one()
    {
        var kept = Kept(Reading("v1", 0, Wellness.Well, CapturedState.NotRead("records", "api", "throttled")));

        Assert.Equal("api: throttled", Assert.Single(kept.Point.Unread).Summary);
        Assert.Empty(kept.Point.Of("records"));
    }

    [Fact]
    public void Given_a_record_that_the_plan_file_does_not_name_any_more_then_it_is_gone() =>
        Assert.Empty(Kept(Reading("v1", 0, Wellness.Well, Record("api", "blue")), Reading("v1", 5)).Point.Of("records"));

    [Fact]
    public void Given_a_release_that_was_left_then_it_must_be_proven_anew_to_be_good_again()
    {
        var left = WellFor("v1", 0, 60).Left(new BackoutId("shop-1"));
        Assert.Equal("bad: shop-1 went back from it", RestorePointWords.Standing(left));

        var again = left.Renewed(Reading("v1", 100)).Renewed(Reading("v1", 110)).Renewed(Reading("v1", 120));
        Assert.NotNull(again.LeftBy);
        Assert.Null(again.Renewed(Reading("v1", 130)).LeftBy);
    }
}
