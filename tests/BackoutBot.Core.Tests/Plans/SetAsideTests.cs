using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.StorySteps;
using static BackoutBot.Core.Tests.Plans.UndoTests;

namespace BackoutBot.Core.Tests.Plans;

/// <summary>What was up when one step was to be put back is up again where that comes to nothing.</summary>
public sealed class SetAsideTests
{
    [Fact]
    public void Given_a_plan_that_is_paused_half_way_when_one_step_is_to_be_put_back_and_that_comes_to_nothing_then_the_plan_goes_on_where_it_stood()
    {
        Story denied = Set();
        denied.Send(new Deny(denied.NextKey(), Story.Bob, null, "no"));
        Story expired = Set();
        expired.Pass(TimeSpan.FromMinutes(16)).Tick();
        Story impossible = HalfWay();
        impossible.Send(new Undo(impossible.NextKey(), Story.Carol, Dns, null));
        impossible.Send(new ReportPlanning(impossible.NextKey(), impossible.State.PlanRound, [new PlannedStep(Dns, new PlanningOutcome.Impossible("Somebody moved it since.", "Put it back by hand."))]));

        foreach (Story story in (Story[])[denied, expired, impossible])
        {
            Assert.Equal((BackoutPhase.Paused, true, null), (story.State.Phase, story.State.HasApprovedPlan, story.State.Undoing));
            Assert.Contains(story.Said, said => said.Body is TextBody { Headline: "Putting that back is off; nothing was done by it. All else stands as it did before." });
            story.Send(new Resume(story.NextKey(), Story.Bob));
            story.RunSteps().Validated();
            Assert.Equal(BackoutPhase.RolledBack, story.State.Phase);
        }

        Assert.Contains(impossible.Said, said => said.Body is TextBody { Headline: "No plan could be made.", Lines: [var why, ..] } && why.Contains("Somebody moved it since.", StringComparison.Ordinal));

        static Story Set()
        {
            Story story = HalfWay();
            story.Send(new Undo(story.NextKey(), Story.Carol, Dns, null));
            story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Dns, new PlanningOutcome.Planned(Back(Dns)))]));
            Assert.Equal(BackoutPhase.AwaitingApproval, story.State.Phase);
            return story;
        }

        static Story HalfWay()
        {
            Story story = new Story().Approved();
            StorySteps.Do(story, On);
            StorySteps.Do(story, Dns);
            story.Send(new Pause(story.NextKey(), Story.Carol));
            return story;
        }
    }

    [Fact]
    public void Given_a_step_that_failed_before_and_after_an_undo_that_was_denied_then_the_post_mortem_tells_its_turns_as_those_of_one_plan()
    {
        Story story = new Story().Approved();
        StorySteps.Do(story, On);
        StorySteps.Do(story, Dns);
        Fail("AccessDenied");
        story.Send(new Undo(story.NextKey(), Story.Carol, Dns, null));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Dns, new PlanningOutcome.Planned(Back(Dns)))]));
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "no"));

        story.Send(new Retry(story.NextKey(), Story.Bob, Code));
        Fail("Throttling");

        Assert.Equal(3, Assert.Single(story.State.Turns.Where(turn => turn.Step == Code).GroupBy(turn => turn.Round)).Count());

        void Fail(string why)
        {
            story.Send(new IntendStep(story.NextKey(), Code));
            story.Send(new ReportStart(story.NextKey(), Code, story.State.Steps[Code].Attempt, new StartOutcome.Failed(why, "grant it")));
        }
    }

    [Fact]
    public void Given_a_stop_up_for_approval_when_a_step_is_to_be_put_back_and_is_not_then_what_is_up_again_is_the_stop_and_is_followed_by_the_plan_to_roll_back()
    {
        Story story = new Story().Approved().RunSteps();
        story.Send(new Replan(story.NextKey(), Story.Alice));
        StorySteps.Propose(story, Code);
        story.Send(new Stop(story.NextKey(), Story.Carol, null, Story.Deploying));
        Assert.Null(story.Send(new Undo(story.NextKey(), Story.Alice, Dns, null)).Refusal);
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Dns, new PlanningOutcome.Planned(Back(Dns)))]));
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "no"));

        Assert.Equal((BackoutPhase.AwaitingApproval, Story.Carol), (story.State.Phase, story.State.Stopping?.By));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps();
        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
    }

    [Fact]
    public void Given_a_person_s_word_that_the_service_works_when_a_step_is_to_be_put_back_and_is_not_then_the_word_still_counts()
    {
        Story story = new Story().Approved().RunSteps();
        story.Send(new ReportValidation(story.NextKey(), [Story.Check("12.1", CheckStatus.Unknown)], story.Now));
        var works = new ItemId("12.1");
        Assert.Null(story.Send(new Attest(story.NextKey(), Story.Bob, works, "checked the shop by hand")).Refusal);
        story.Send(new Undo(story.NextKey(), Story.Carol, Dns, null));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Dns, new PlanningOutcome.Planned(Back(Dns)))]));
        Assert.DoesNotContain(works, story.State.Attested);

        story.Send(new Deny(story.NextKey(), Story.Bob, null, "no"));

        Assert.Contains(works, story.State.Attested);
    }

    [Fact]
    public void Given_a_step_to_be_put_back_when_the_whole_is_planned_anew_instead_then_what_was_set_aside_does_not_come_back()
    {
        Story story = Asked();
        story.Send(new Replan(story.NextKey(), Story.Alice));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Code, new PlanningOutcome.Planned(Story.Step(Code)))]));
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "no"));

        Assert.Equal((BackoutPhase.Blocked, false), (story.State.Phase, story.State.HasApprovedPlan));
    }
}
