using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Releases;
using BackoutBot.Core.Services;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.StorySteps;

namespace BackoutBot.Core.Tests.Effects;

/// <summary>A service that was last seen not to work is said not to work when its backout ends, and not only to be without proof.</summary>
public sealed class NotWorkingTests
{
    private const string Seen = "The service does not work: that was seen at 03:14 UTC, and not seen to be otherwise since. 0 of 8 targets are healthy. Item 12.2 is Fail. Raised, as far as is known: checkout-5xx.";

    [Fact]
    public void Given_a_service_that_was_seen_to_be_down_when_the_backout_is_given_up_or_accepted_then_residue_card_and_stakeholders_hear_that_it_does_not_work()
    {
        foreach (PersonCommand ends in (PersonCommand[])[new Abort(new("abort"), Story.Alice, "by hand"), new Accept(new("accept"), Story.Alice, "by hand")])
        {
            Story story = Down(CheckStatus.Fail, "0 of 8 targets are healthy.");
            story.Send(ends);
            story.Send(new WritePostMortem(story.NextKey()));

            Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Phase);
            Assert.Equal(new Residue(ResidueKind.NotWorking, Seen), Residue.Of(story.State)[0]);
            Assert.Contains("the service was last seen not to work", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
            Assert.Equal("checkout-api: the steps back are done, and the service does not work as it should.", Told(story, AudienceKind.Managers).Headline);
            Assert.Contains(Seen, Told(story, AudienceKind.Managers).Lines);
            Assert.Contains(Seen, Told(story, AudienceKind.TeamLeads).Lines);
            Assert.Equal("Our service does not work as it should, as far as we have seen.", Told(story, AudienceKind.Clients).Headline);
        }
    }

    [Fact]
    public void Given_alarms_alone_that_were_seen_to_be_raised_when_it_is_given_up_then_the_service_is_said_not_to_be_well_and_not_to_be_down()
    {
        Story story = Down(CheckStatus.Pass, "8 of 8 targets are healthy.");
        story.Send(new Abort(story.NextKey(), Story.Alice, "by hand"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.StartsWith("The service is not well: that was seen at 03:14 UTC", Residue.Of(story.State)[0].Text, StringComparison.Ordinal);
        Assert.Equal("Our service is not well, as far as we have seen.", Told(story, AudienceKind.Clients).Headline);
    }

    [Fact]
    public void Given_what_was_down_and_is_seen_to_be_well_when_it_is_given_up_then_only_the_proof_is_missing()
    {
        Story story = Down(CheckStatus.Fail, "0 of 8 targets are healthy.");
        story.Validate();
        story.Send(new Abort(story.NextKey(), Story.Alice, "by hand"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal([ResidueKind.NotProved], Residue.Of(story.State).Select(one => one.Kind));
        Assert.EndsWith("; that the service works was not proved.", Told(story, AudienceKind.Managers).Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_page_that_can_not_be_taken_away_after_it_was_seen_to_be_down_when_it_is_left_then_both_are_told()
    {
        Story story = Down(CheckStatus.Fail, "0 of 8 targets are healthy.");
        story.Send(new Replan(story.NextKey(), Story.Alice));
        Propose(story, On, Code, Off);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        Do(story, On);
        story.Send(new Pause(story.NextKey(), Story.Alice));
        story.Send(new Leave(story.NextKey(), Story.Bob, "until 06:00"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.Abandoned, story.State.Phase);
        Assert.Superset(new HashSet<ResidueKind> { ResidueKind.NotWorking, ResidueKind.Open }, Residue.Of(story.State).Select(one => one.Kind).ToHashSet());
        Assert.Contains(Told(story, AudienceKind.Managers).Lines, line => line == Seen);
    }

    [Fact]
    public void Given_a_service_that_answers_with_another_release_when_it_is_accepted_then_nobody_is_told_that_it_does_not_work()
    {
        Story story = Down(CheckStatus.Pass, "");
        CheckResult other = CheckResults.Of(new("12.1"), [new CheckFinding(CheckStatus.Fail, "https://api.shop.example/ answers 200 without «v2.3.1».", "See which answers.") { IsOfRelease = true }, new CheckFinding(CheckStatus.Pass, "All 8 targets are healthy.", null)], []);
        story.Send(new ReportValidation(story.NextKey(), [other, Story.Check("12.2", CheckStatus.Pass)], story.LookedSince));
        story.Send(new Accept(story.NextKey(), Story.Alice, "the hot-fix is well"));
        story.Send(new WritePostMortem(story.NextKey()));

        string seen = $"What runs was not seen to be {FromTo.To(story.State)}, at 03:14 UTC or since. https://api.shop.example/ answers 200 without «v2.3.1».";
        Assert.Equal([ResidueKind.OtherRelease, ResidueKind.NotProved], Residue.Of(story.State).Select(one => one.Kind));
        Assert.Equal(seen, Residue.Of(story.State)[0].Text);
        Assert.Equal($"checkout-api: the steps back are done; what runs was not seen to be {FromTo.To(story.State)}.", Told(story, AudienceKind.Managers).Headline);
        Assert.Contains(seen, Told(story, AudienceKind.Managers).Lines);
        Assert.Equal("We can't say yet that the problem with our service is solved.", Told(story, AudienceKind.Clients).Headline);
        Assert.DoesNotContain("last seen not to", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_targets_that_are_down_beside_another_release_then_the_service_is_said_not_to_work()
    {
        CheckResult? both = CheckResults.Worst(new("12.1"), [CheckResults.Of(new("12.1"), [new CheckFinding(CheckStatus.Fail, "prod runs v2.4.1.", "Redeploy.") { IsOfRelease = true }], []), Story.Check("12.1", CheckStatus.Fail)]);

        Assert.False(both!.IsOfRelease);
    }

    [Theory]
    [InlineData(CheckStatus.Unknown, "checkout-api: the steps back are done, but that the service is well is not proved yet.")]
    [InlineData(CheckStatus.Fail, "checkout-api: the steps back are done, but the service is not well.")]
    public void Given_an_end_that_is_not_proved_in_time_then_managers_hear_that_it_is_not_well_only_where_that_was_seen(CheckStatus alarms, string told)
    {
        Story story = Down(CheckStatus.Pass, "8 of 8 targets are healthy.");
        story.Send(new ReportValidation(story.NextKey(), [Story.Check("12.1", CheckStatus.Pass), Story.Check("12.2", alarms)], story.LookedSince));
        story.Pass(TimeSpan.FromMinutes(30)).Tick();

        Assert.Equal(BackoutPhase.Unproven, story.State.Phase);
        Assert.Equal(told, Told(story, AudienceKind.Managers).Headline);
    }

    [Fact]
    public void Given_a_service_that_was_left_down_when_a_later_backout_looked_at_it_then_the_earlier_one_does_not_ask_for_it_any_more()
    {
        Story left = Down(CheckStatus.Fail, "0 of 8 targets are healthy.");
        left.Send(new Abort(left.NextKey(), Story.Alice, "by hand"));
        left.Send(new WritePostMortem(left.NextKey()));
        Story later = new Story().Approved().RunSteps();
        Assert.True(left.State.HasStandingResidue);

        Assert.False(left.State.KnowingOf([later.Validated().State]).HasStandingResidue);
    }

    /// <summary>All steps are done, and both of what is to prove that it works were looked at.</summary>
    private static Story Down(CheckStatus works, string seen)
    {
        var story = new Story(Story.DefaultService with { Audiences = [.. Enum.GetValues<AudienceKind>().Select(kind => new Audience(kind, $"#{kind}"))] });
        story.Approved().RunSteps().Pass(TimeSpan.FromMinutes(2));
        story.Send(new ReportValidation(story.NextKey(), [Story.Check("12.1", works) with { Summary = seen }, Story.Check("12.2", CheckStatus.Fail)], story.LookedSince));
        return story;
    }

    private static AnnouncementMade Told(Story story, AudienceKind audience) => story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Last(made => made.Audience == audience);
}
