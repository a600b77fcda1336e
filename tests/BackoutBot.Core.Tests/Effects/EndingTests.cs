using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Services;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.StorySteps;

namespace BackoutBot.Core.Tests.Effects;

/// <summary>No end leaves what a step put up without taking it away, or a person who lets it stand.</summary>
public sealed class EndingTests
{
    [Fact]
    public void Given_the_page_is_up_when_it_is_aborted_then_only_the_step_that_takes_it_away_runs_and_then_it_ends()
    {
        Story story = PageUp();
        story.Send(new Abort(story.NextKey(), Story.Carol, "it is the database"));
        Assert.Equal(BackoutPhase.Ending, story.State.Phase);
        Assert.Equal([new Work.Intend(Off, 1)], story.Agenda);

        story.RunSteps();

        Assert.Equal(BackoutPhase.Reviewing, story.State.Phase);
        Assert.Equal(BackoutPhase.StoodDown, story.State.Outcome);
        Assert.Empty(story.State.OpenBrackets);
        story.Send(new WritePostMortem(story.NextKey()));
        Assert.Contains("Everything was put back", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
        Assert.Equal("Taken away again. done", story.State.Steps[On].Note);
    }

    [Fact]
    public void Given_the_page_is_up_and_the_code_went_back_when_it_is_aborted_then_what_was_done_and_what_was_not_is_named()
    {
        Story story = PageUp();
        Do(story, Code);
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.RunSteps();
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.Abandoned, story.State.Phase);
        Assert.Equal(
            [(ResidueKind.Lasting, "Take code back: done, and stays so"), (ResidueKind.NotReached, "Take dns back: not done")],
            Residue.Of(story.State).Select(one => (one.Kind, one.Text)));
        Assert.Contains(story.Said, said => said.Body is TextBody { Headline: "It has ended, and this stays:" });
        Assert.True(story.State.HasStandingResidue);
    }

    [Fact]
    public void Given_the_page_is_up_when_an_approver_leaves_it_open_then_nothing_runs_and_it_is_named_with_who_let_it_stand()
    {
        Story story = PageUp();
        Assert.Equal(RefusalCode.NotAnApprover, story.Send(new Leave(story.NextKey(), Story.Dave, "later")).Refusal?.Code);
        Assert.Equal(RefusalCode.ReasonMissing, story.Send(new Leave(story.NextKey(), Story.Carol, null)).Refusal?.Code);
        story.Send(new Leave(story.NextKey(), Story.Carol, "the database is being restored, until 06:00"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.Abandoned, story.State.Phase);
        Residue open = Assert.Single(Residue.Of(story.State), one => one.Kind is ResidueKind.Open);
        Assert.Contains("not seen to be gone; left by carol: the database is being restored", open.Text, StringComparison.Ordinal);
        Assert.Contains(open.Text, CardWriter.Write(story.State, story.Now).Cautions);
    }

    [Fact]
    public void Given_the_closing_step_fails_while_ending_then_it_waits_and_only_a_retry_or_a_person_who_leaves_it_lead_out()
    {
        Story story = PageUp();
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.Send(new IntendStep(story.NextKey(), Off));
        story.Send(new ReportStart(story.NextKey(), Off, 1, new StartOutcome.Failed("AccessDenied", "grant it")));

        Assert.Equal(BackoutPhase.Ending, story.State.Phase);
        Assert.Empty(story.Agenda);
        Card card = CardWriter.Write(story.State, story.Now);
        Assert.Equal("Ending, blocked", card.State);
        Assert.Equal([CardVerb.Retry, CardVerb.Leave, CardVerb.Note], card.Buttons.Select(button => button.Verb));
        foreach (PersonCommand refused in (PersonCommand[])[new Abort(story.NextKey(), Story.Carol, "again"), new Skip(story.NextKey(), Story.Carol, Off, "no"), new Replan(story.NextKey(), Story.Carol)])
        {
            Assert.NotNull(story.Send(refused).Refusal);
        }

        story.Send(new Retry(story.NextKey(), Story.Carol, null));
        Assert.Equal([new Work.Intend(Off, 2)], story.Agenda);
        story.RunSteps();
        Assert.Equal(BackoutPhase.StoodDown, story.State.Outcome);
    }

    [Fact]
    public void Given_the_closing_step_is_skipped_when_no_step_is_left_then_it_is_blocked_until_the_page_is_taken_away_or_left()
    {
        Story story = PageUp();
        Do(story, Code);
        Do(story, Dns);
        story.Send(new IntendStep(story.NextKey(), Off));
        story.Send(new ReportStart(story.NextKey(), Off, 1, new StartOutcome.Failed("AccessDenied", "grant it")));
        story.Send(new Skip(story.NextKey(), Story.Carol, Off, "by hand"));

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.StartsWith("No step is left to run, and this still stands:", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
        story.Pass(TimeSpan.FromHours(3)).Tick();
        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Propose(story, Code, Off);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps().Validated();
        Assert.Equal(BackoutPhase.RolledBack, story.State.Phase);
    }

    [Fact]
    public void Given_an_opening_step_whose_answer_was_lost_when_it_is_aborted_then_its_closing_step_runs_all_the_same()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Uncertain("connection reset", "look at the listener")));
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));

        Assert.Equal([new Work.Intend(Off, 1)], story.Agenda);
    }

    [Fact]
    public void Given_two_brackets_one_in_the_other_when_it_is_aborted_then_they_close_in_reverse_order_one_after_the_other()
    {
        StepId freeze = new("freeze"), release = new("release");
        Story story = new(Story.DefaultService with
        {
            Steps =
            [
                new(freeze, "freeze", []),
                new(On, "maintenance-on", [freeze]),
                new(Code, "deploy", [On]),
                new(Off, "maintenance-off", [Code]) { Closes = On },
                new(release, "release", [Off]) { Closes = freeze },
            ],
        });
        story.Approved();
        Do(story, freeze);
        story.Pass(TimeSpan.FromSeconds(5));
        Do(story, On);
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));

        Assert.Equal([Off, release], story.State.Ending!.Steps.Select(step => step.Id));
        Assert.Equal([new Work.Intend(Off, 1)], story.Agenda);
        Do(story, Off);
        Assert.Equal([new Work.Intend(release, 1)], story.Agenda);
        Do(story, release);
        Assert.Equal(BackoutPhase.StoodDown, story.State.Outcome);
    }

    [Fact]
    public void Given_a_closing_step_that_can_not_be_seen_while_ending_then_a_person_can_leave_it_all_the_same()
    {
        Story story = PageUp();
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.Send(new IntendStep(story.NextKey(), Off));
        story.Send(new ReportStart(story.NextKey(), Off, 1, new StartOutcome.Started("h", "begun")));
        story.Send(new ReportObservation(story.NextKey(), Off, 1, new Observation.Unseen("AccessDenied")));

        Assert.Null(story.Send(new Leave(story.NextKey(), Story.Carol, "I look at it by hand")).Refusal);
        Assert.Equal(ResidueKind.Open, Residue.Of(story.State)[0].Kind);
    }

    [Fact]
    public void Given_a_page_that_stood_before_when_a_plan_that_takes_it_away_is_approved_then_it_is_this_backouts_own_to_take_away()
    {
        Story story = PageOfAnother();
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        Assert.Single(story.State.OpenBrackets);
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));

        Assert.Equal(BackoutPhase.Ending, story.State.Phase);
        story.RunSteps();
        Assert.Empty(story.State.OpenBrackets);
    }

    [Fact]
    public void Given_a_page_that_stood_before_when_the_plan_is_given_up_unapproved_then_it_is_said_that_it_still_stands()
    {
        Story story = PageOfAnother();
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Contains("Nothing was changed, and as before: new.", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_page_that_stood_before_when_its_closing_step_and_all_others_are_skipped_then_it_can_not_be_accepted_behind_it()
    {
        Story story = PageOfAnother();
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Send(new Skip(story.NextKey(), Story.Carol, Off, "no"));
        story.Send(new Skip(story.NextKey(), Story.Carol, Code, "no"));

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.NotNull(story.Send(new Accept(story.NextKey(), Story.Carol, "fine")).Refusal);
    }

    [Fact]
    public void Given_an_ending_that_is_blocked_then_stakeholders_are_told_what_stands()
    {
        Story story = PageUp();
        story.Send(new Abort(story.NextKey(), Story.Carol, "enough"));
        story.Send(new IntendStep(story.NextKey(), Off));
        story.Send(new ReportStart(story.NextKey(), Off, 1, new StartOutcome.Failed("AccessDenied", "grant it")));

        AnnouncementMade told = story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Last(made => made.Audience is AudienceKind.TeamLeads);
        Assert.Contains("can't be taken away", told.Headline, StringComparison.Ordinal);
        Assert.Contains(told.Lines, line => line.StartsWith("Old maintenance-on, since", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_page_that_was_skipped_when_its_closing_step_ends_then_it_is_not_said_that_it_was_taken_away_again()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Failed("AccessDenied", "grant it")));
        story.Send(new Skip(story.NextKey(), Story.Carol, On, "without a page"));
        story.RunSteps();

        Assert.DoesNotContain("Taken away again", story.State.Steps[On].Note, StringComparison.Ordinal);
    }
}
