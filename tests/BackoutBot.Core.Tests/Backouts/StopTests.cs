using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Core.Signals;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Backouts;

/// <summary>A stop of what is being deployed: one step, one approver, before anybody has read the large plan.</summary>
public sealed class StopTests
{
    private static readonly ServiceDefinition QuorumOfTwo = Story.DefaultService with { Approvals = Story.DefaultService.Approvals with { Quorum = 2 } };

    [Fact]
    public void Given_no_backout_when_somebody_asks_for_a_stop_then_one_is_opened_with_a_plan_of_one_step_and_one_approver()
    {
        var story = new Story(QuorumOfTwo);
        Stop(story);

        Assert.Equal(
            [typeof(BackoutOpened), typeof(StopRequested), typeof(PlanProposed), typeof(PhaseEntered)],
            story.Journal.Select(entry => entry.Event.GetType()).Except([typeof(ItemChecked)]));
        Assert.Equal(BackoutPhase.AwaitingApproval, story.State.Phase);
        Assert.Equal(Story.StopStep.Id, Assert.Single(story.State.Plan!.Steps).Id);
        Assert.Equal(1, story.State.Quorum);
        Assert.Null(story.State.RequestedBy);
        Assert.True(story.State.HasThread);
        Card card = CardWriter.Write(story.State, story.Now);
        Assert.Contains("Stop deployment d-ABC of v2.4.0 to prod now. Instances that already have v2.4.0 keep it. The plan to roll back follows.", card.Now, StringComparison.Ordinal);
        Assert.Contains(card.Buttons, button => button is { Verb: CardVerb.Approve, ForApprovers: true });
        Assert.Contains("1 more approver, not alice.", card.Waiting, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_nothing_in_flight_when_somebody_asks_for_a_stop_then_that_is_said_and_no_backout_is_opened()
    {
        var story = new Story();

        Decision decision = story.Send(new Stop(story.NextKey(), Story.Alice, null, Story.Idle));

        Assert.Equal(RefusalCode.NothingToStop, decision.Refusal!.Code);
        Assert.Equal("There is nothing to stop, as of 03:12:00 UTC. No deployment to prod is in flight.", decision.Refusal.Explanation);
        Assert.DoesNotContain(decision.Events, happened => happened is BackoutOpened);
    }

    [Fact]
    public void Given_what_is_in_flight_can_not_be_read_when_somebody_asks_for_a_stop_then_it_is_not_said_that_nothing_is()
    {
        var story = new Story();

        Decision decision = story.Send(new Stop(story.NextKey(), Story.Alice, null, new StopReading(Story.Begin, [], [], ["CodeDeploy does not answer. Say it again."])));

        Assert.Equal("What is being deployed can't be stopped from here, as of 03:12:00 UTC. CodeDeploy does not answer. Say it again.", decision.Refusal!.Explanation);
    }

    [Fact]
    public void Given_a_stop_when_the_asker_approves_then_it_is_refused_and_another_approver_is_enough()
    {
        var story = new Story(QuorumOfTwo);
        Stop(story);

        Assert.Equal(RefusalCode.RequesterCannotApprove, Approve(story, Story.Alice).Refusal!.Code);
        Assert.Equal(RefusalCode.NotAnApprover, Approve(story, Story.Dave).Refusal!.Code);
        Assert.Null(Approve(story, Story.Bob).Refusal);
        Assert.Equal(BackoutPhase.Running, story.State.Phase);
    }

    [Fact]
    public void Given_somebody_unknown_when_they_ask_for_a_stop_then_it_is_refused()
    {
        var story = new Story();

        Assert.Equal(RefusalCode.UnknownPerson, story.Send(new Stop(story.NextKey(), new("mallory"), null, Story.Deploying)).Refusal!.Code);
    }

    [Fact]
    public void Given_an_approved_stop_when_it_has_stopped_then_the_plan_to_roll_back_is_made_and_needs_its_own_approvals()
    {
        var story = new Story(QuorumOfTwo);
        story.Send(new JoinSignal(story.NextKey(), Story.Deployment(SignalKind.DeploymentStarted)));
        story.Send(new ReportRestorePoint(story.NextKey(), new RestorePoint(story.Now, [], []), "captured now"));
        Stop(story);
        Approve(story, Story.Bob);
        story.RunSteps();

        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
        Assert.Null(story.State.Stopping);
        Assert.Equal(Story.Alice, story.State.RequestedBy);
        Assert.Contains(story.Agenda, work => work is Work.Capture);

        story.Send(new ReportRestorePoint(story.NextKey(), story.State.RestorePoint!, "kept"));
        Plan(story);
        Assert.Equal(2, story.State.Quorum);
        Assert.Empty(story.State.Approvals);
        Approve(story, Story.Bob);
        Approve(story, Story.Carol);
        story.RunSteps().Validated();
        Assert.Equal(BackoutPhase.RolledBack, story.State.Phase);
        string[] keys = [.. story.Journal.Select(entry => entry.Event).OfType<StepIntended>().Select(intended => intended.Key.Value)];
        Assert.Equal(keys, keys.Distinct());
    }

    [Fact]
    public void Given_a_stop_on_a_proposal_when_it_is_denied_then_the_proposal_is_as_it_was()
    {
        var story = new Story();
        story.Broken();
        BackoutState before = story.State;
        Stop(story);
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "let it finish"));

        Assert.Equal(BackoutPhase.Watching, story.State.Phase);
        AssertAsBefore(before, story.State);
        Assert.Contains(CardWriter.Write(story.State, story.Now).Buttons, button => button.Verb is CardVerb.Start);
    }

    [Fact]
    public void Given_a_stop_before_an_approval_when_nobody_approves_it_in_time_then_the_large_plan_is_up_again_with_its_time_and_approvals()
    {
        var story = new Story(QuorumOfTwo);
        story.Proposed();
        Approve(story, Story.Bob);
        BackoutState before = story.State;
        TimeSpan left = before.ApprovalsExpireAt!.Value - story.Now;
        story.Send(new Stop(story.NextKey(), Story.Carol, null, Story.Deploying));
        story.Pass(TimeSpan.FromMinutes(15)).Tick();

        Assert.Equal(BackoutPhase.AwaitingApproval, story.State.Phase);
        AssertAsBefore(before, story.State);
        Assert.Equal(left, story.State.ApprovalsExpireAt - story.Now);
        Approve(story, Story.Carol);
        Assert.Equal(BackoutPhase.Running, story.State.Phase);
    }

    [Theory]
    [InlineData(BackoutPhase.Paused)]
    [InlineData(BackoutPhase.Blocked)]
    public void Given_a_plan_in_part_done_when_a_stop_is_denied_then_the_plan_stands_as_before_and_goes_on(BackoutPhase phase)
    {
        var story = new Story();
        story.Approved();
        if (phase is BackoutPhase.Paused)
        {
            story.Send(new Pause(story.NextKey(), Story.Bob));
        }
        else
        {
            story.Send(new IntendStep(story.NextKey(), new("maintenance-on")));
            story.Send(new ReportStart(story.NextKey(), new("maintenance-on"), 1, new StartOutcome.Failed("refused", "mend")));
        }

        BackoutState before = story.State;
        Assert.Equal(phase, before.Phase);
        Stop(story, Story.Bob);
        story.Send(new Deny(story.NextKey(), Story.Carol, null, "no"));

        Assert.Equal(phase, story.State.Phase);
        AssertAsBefore(before, story.State);
        story.Send(phase is BackoutPhase.Paused ? new Resume(story.NextKey(), Story.Bob) : new Retry(story.NextKey(), Story.Bob, null));
        story.RunSteps().Validated();
        Assert.Equal(BackoutPhase.RolledBack, story.State.Phase);
    }

    [Fact]
    public void Given_a_stop_while_paused_with_something_open_when_it_has_stopped_then_the_next_plan_follows_and_what_is_open_stays_known()
    {
        var story = new Story();
        story.Approved();
        story.Send(new IntendStep(story.NextKey(), new("maintenance-on")));
        story.Send(new ReportStart(story.NextKey(), new("maintenance-on"), 1, new StartOutcome.Started("h", "begun")));
        story.Send(new Pause(story.NextKey(), Story.Bob));
        Assert.Equal(RefusalCode.WrongPhase, story.Send(new Stop(story.NextKey(), Story.Bob, null, Story.Deploying)).Refusal!.Code);
        story.Send(new ReportObservation(story.NextKey(), new("maintenance-on"), 1, new Observation.Succeeded("up", [])));
        Stop(story, Story.Bob);
        Approve(story, Story.Carol);
        story.RunSteps();

        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
        Assert.Equal("maintenance-on", Assert.Single(story.State.OpenBrackets).Step.Id.Value);
        Assert.Equal(["code", "dns"], story.State.Unreached.Select(step => step.Id.Value));
    }

    [Fact]
    public void Given_an_approved_stop_when_the_deployment_ended_by_itself_then_nothing_is_called_and_the_plan_to_roll_back_follows()
    {
        var story = new Story();
        Stop(story);
        Approve(story, Story.Bob);
        story.Send(new IntendStep(story.NextKey(), Story.StopStep.Id) { Basis = [new StepBasis(Story.StopStep.Id, [new BasisFact("deployment d-ABC", "succeeded")])] });

        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
        Assert.False(story.State.HasActed);
        Assert.Equal(Story.Alice, story.State.RequestedBy);
        Assert.Contains("deployment d-ABC: it was going out when the plan was made, and is succeeded", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_stop_that_fails_when_an_approver_retries_or_skips_then_it_goes_on_as_with_any_step()
    {
        var story = new Story();
        Stop(story);
        Approve(story, Story.Bob);
        Fail(story, 1);
        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        story.Send(new Retry(story.NextKey(), Story.Bob, null));
        Fail(story, 2);
        story.Send(new Skip(story.NextKey(), Story.Bob, Story.StopStep.Id, "it is slow"));

        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
        Assert.Null(story.State.Stopping);
    }

    [Fact]
    public void Given_a_deployment_that_was_stopped_when_it_is_given_up_then_it_is_not_called_rolled_back_and_what_stays_is_named()
    {
        var story = new Story();
        story.Broken();
        Stop(story);
        Approve(story, Story.Bob);
        story.RunSteps();
        story.Send(new ReportRestorePoint(story.NextKey(), story.State.RestorePoint!, "kept"));
        Plan(story);
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "not tonight"));
        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        story.Send(new Abort(story.NextKey(), Story.Bob, "tomorrow"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.Abandoned, story.State.Phase);
        Assert.Contains(Residue.Of(story.State), one => one.Text == "Stop deployment d-ABC of v2.4.0 to prod now: done, and stays so");
        Assert.Contains(Residue.Of(story.State), one => one.Text == "Nothing was rolled back: no plan to do so was approved, and v2.4.0 stays where it has come to");
    }

    [Fact]
    public void Given_a_deployment_that_was_stopped_when_nothing_is_left_to_roll_back_then_that_is_proved_and_ends_rolled_back()
    {
        var story = new Story();
        story.Broken();
        Stop(story);
        Approve(story, Story.Bob);
        story.RunSteps();
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.NotNeeded("It is as it was.")))]));
        Assert.Equal(BackoutPhase.Validating, story.State.Phase);
        story.Validated();

        Assert.Equal(BackoutPhase.RolledBack, story.State.Phase);
        Assert.Empty(Residue.Of(story.State));
    }

    [Fact]
    public void Given_a_running_plan_that_stops_the_very_deployment_when_somebody_asks_for_a_stop_then_the_step_is_named()
    {
        var story = new Story(Story.DefaultService with { Steps = [new StepDefinition(new("stop"), "stop", []), new StepDefinition(new("code"), "deploy", [new("stop")])] });
        story.Proposed(Story.StopStep with { Id = new("stop"), Title = "Stop deployment d-ABC" }, Story.Step(new("code")));
        Approve(story, Story.Bob);

        Assert.Equal("The plan that runs stops it: «Stop deployment d-ABC», step stop.", story.Send(new Stop(story.NextKey(), Story.Bob, null, Story.Deploying)).Refusal!.Explanation);
        Assert.Contains("pause it", story.Send(new Stop(story.NextKey(), Story.Bob, null, Story.Idle)).Refusal!.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_stop_up_for_approval_when_another_is_asked_for_or_the_backout_then_it_says_that_one_is_in_hand()
    {
        var story = new Story();
        Stop(story);

        Assert.Contains("in hand already", story.Send(new Stop(story.NextKey(), Story.Bob, null, Story.Deploying)).Refusal!.Explanation, StringComparison.Ordinal);
        Assert.Contains("follows by itself", story.Send(new Start(story.NextKey(), Story.Bob, null)).Refusal!.Explanation, StringComparison.Ordinal);
        story.Send(new Replan(story.NextKey(), Story.Bob));
        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
        Assert.Equal(Story.Alice, story.State.RequestedBy);
    }

    [Fact]
    public void Given_a_stop_when_it_runs_then_nobody_is_told_that_it_rolls_back()
    {
        var story = new Story();
        Stop(story);
        Approve(story, Story.Bob);
        Assert.Empty(story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>());
        story.Send(new IntendStep(story.NextKey(), Story.StopStep.Id) { Basis = [new StepBasis(Story.StopStep.Id, Story.StopStep.Basis!)] });

        AnnouncementMade told = Assert.Single(story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>());
        Assert.Equal(AudienceKind.TeamLeads, told.Audience);
        Assert.Equal("checkout-api: the deployment that is going out is being stopped, approved by bob. The plan to roll back follows.", told.Headline);
        Assert.Equal("Stopping", CardWriter.Write(story.State, story.Now).State);
    }

    [Fact]
    public void Given_a_stop_that_is_denied_then_the_thread_says_that_nothing_was_done_and_what_is_up_again()
    {
        var story = new Story(QuorumOfTwo);
        story.Proposed();
        string large = story.State.Plan!.Hash.Value[..8];
        Stop(story, Story.Bob);
        story.Send(new Deny(story.NextKey(), Story.Carol, null, "no"));

        Assert.Contains(story.Said, said => said.Body is TextBody text && text.Headline == $"The stop is off; nothing was done by it. Plan {large} is up for approval again, until {story.State.ApprovalsExpireAt:HH:mm:ss} UTC.");
    }

    [Fact]
    public void Given_a_deployment_that_was_heard_to_begin_when_the_card_is_drawn_then_it_can_be_stopped_until_it_was_heard_to_end()
    {
        var story = new Story();
        story.Broken();
        Assert.Contains(CardWriter.Write(story.State, story.Now).Buttons, button => button.Verb is CardVerb.Stop);

        story.Send(new JoinSignal(story.NextKey(), Story.Deployment(SignalKind.DeploymentStopped, "d-2")));
        Assert.DoesNotContain(CardWriter.Write(story.State, story.Now).Buttons, button => button.Verb is CardVerb.Stop);
    }

    [Fact]
    public void Given_a_stop_when_the_plan_to_roll_back_follows_then_it_is_said_whose_it_is()
    {
        var story = new Story();
        Stop(story);
        Approve(story, Story.Bob);
        story.RunSteps();

        Assert.Contains(story.Said, said => said.Body is TextBody { Headline: "Now the plan to roll back is made. alice, who asked for the stop, counts as who requested it." });
    }

    private static void Stop(Story story, Core.Ids.PersonId? by = null) =>
        Assert.Null(story.Send(new Stop(story.NextKey(), by ?? Story.Alice, "5xx", Story.Deploying)).Refusal);

    private static Decision Approve(Story story, Core.Ids.PersonId by) => story.Send(new Approve(story.NextKey(), by, story.State.Plan!.Hash));

    private static void Plan(Story story) =>
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(Story.Step(step.Id, supporting: step.Action.StartsWith("maintenance", StringComparison.Ordinal)))))]));

    private static void Fail(Story story, int attempt)
    {
        story.Send(new IntendStep(story.NextKey(), Story.StopStep.Id) { Basis = [new StepBasis(Story.StopStep.Id, Story.StopStep.Basis!)] });
        story.Send(new ReportStart(story.NextKey(), Story.StopStep.Id, attempt, new StartOutcome.Failed("refused", "mend")));
    }

    private static void AssertAsBefore(BackoutState before, BackoutState after)
    {
        Assert.Null(after.Stopping);
        Assert.Equal(before.Plan?.Hash, after.Plan?.Hash);
        Assert.Equal(before.HasApprovedPlan, after.HasApprovedPlan);
        Assert.Equal(before.Quorum, after.Quorum);
        Assert.Equal(before.Approvals.Select(approval => approval.By), after.Approvals.Select(approval => approval.By));
        Assert.Equal(before.Denial, after.Denial);
        Assert.Equal(before.Steps.Values.OrderBy(step => step.Id.Value).Select(step => (step.Id, step.Phase, step.Attempt)), after.Steps.Values.OrderBy(step => step.Id.Value).Select(step => (step.Id, step.Phase, step.Attempt)));
    }
}
