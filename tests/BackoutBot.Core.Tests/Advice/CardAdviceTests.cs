using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Signals;
using BackoutBot.Core.Steps;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Advice.Scenes;
using static BackoutBot.Core.Tests.Backouts.Story;

namespace BackoutBot.Core.Tests.Advice;

/// <summary>Who does what the card or the thread says gets on.</summary>
public sealed class CardAdviceTests
{
    [Fact]
    public void Given_a_no_go_when_the_checklist_is_looked_at_then_it_names_what_is_missing()
    {
        Story story = Prepared();
        foreach (ItemId item in BackoutAgenda.PreparationItems)
        {
            story.Send(new ReportCheck(story.NextKey(), Check(item.Value, item.Value == "7.1" ? CheckStatus.Fail : CheckStatus.Pass, "See why.")));
        }

        story.Send(new ReportRestorePoint(story.NextKey(), new RestorePoint(story.Now, [], []), "captured now"));
        Advised.By(Card(story).Now, "Not everything is ready for a way back: see the checklist.");

        Assert.Contains(Card(story).Checks, check => check is { Status: CheckStatus.Fail, Fix: "See why." });
    }

    [Theory]
    [InlineData("approve", BackoutPhase.Running)]
    [InlineData("deny not now", BackoutPhase.Reviewing)]
    public void Given_a_plan_is_up_when_it_is_read_and_then_approved_or_denied_in_time_then_that_counts(string typed, BackoutPhase then)
    {
        Story story = new Story().Proposed();
        string until = Advised.By(Card(story).Now, "Read the plan, then approve or deny it by * UTC.")[0];

        string hash = story.Answer(Bob, "plan").Split(' ', ',')[1];
        story.Pass(TimeOnly.Parse(until) - TimeOnly.FromDateTime(story.Now.UtcDateTime) - TimeSpan.FromSeconds(1));
        story.Does(Bob, typed == "approve" ? $"approve {hash}" : typed);
        Assert.Equal(then, story.State.Phase);
    }

    [Theory]
    [InlineData("approve", BackoutPhase.Running)]
    [InlineData("deny it is nearly out", BackoutPhase.Watching)]
    public void Given_a_stop_is_up_when_it_is_approved_or_denied_then_that_counts(string typed, BackoutPhase then)
    {
        Story story = new Story().Broken();
        story.Does(Alice, "stop checkout-api");
        Advised.By(Card(story).Now, "* Approve or deny the stop by * UTC.");

        story.Does(Bob, typed == "approve" ? $"approve {story.State.Plan!.Hash.Value[..8]}" : typed);
        Assert.Equal(then, story.State.Phase);
    }

    [Fact]
    public void Given_a_backout_that_was_stood_down_when_the_advised_command_is_typed_then_it_is_asked_for_again()
    {
        Story story = new Story().Proposed();
        story.Does(Bob, "deny not now");
        story.Send(new WritePostMortem(story.NextKey()));
        string service = Advised.By(Card(story).Now, "Then say: start *")[0];

        Begins($"start {service}");
    }

    [Theory]
    [InlineData("start", BackoutPhase.Planning)]
    [InlineData("dismiss it is nothing", BackoutPhase.NotNeeded)]
    public void Given_something_bad_was_heard_when_a_backout_is_started_or_said_to_be_needless_then_it_is_so(string typed, BackoutPhase then)
    {
        Story story = new Story().Broken();
        Advised.By(Card(story).Waiting, "Anybody on call: start the backout, or say that none is needed.");

        story.Does(Dave, typed);
        Assert.Equal(then, story.State.Phase);
    }

    [Fact]
    public void Given_it_has_become_quiet_when_somebody_still_sees_something_bad_and_starts_the_backout_then_it_is_planned()
    {
        Story story = new Story().Broken();
        story.Send(new JoinSignal(story.NextKey(), Deployment(SignalKind.DeploymentSucceeded, "d-2")));
        story.Pass(TimeSpan.FromMinutes(1)).Send(new JoinSignal(story.NextKey(), Alarm(SignalKind.AlarmCleared, "m-clear", story.Now)));
        Advised.By(Card(story).Waiting, "Whoever still sees something bad: start the backout.");

        story.Does(Dave, "start");
        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
    }

    [Fact]
    public void Given_nothing_is_to_be_taken_back_when_it_is_aborted_or_another_point_named_then_it_ends_or_is_planned_towards_that()
    {
        Advised.By(Card(NothingLeft()).Waiting, "An approver: abort.");
        string[] told = Advised.By(Card(NothingLeft()).Waiting, "Or anybody: go to another point, start * to <version or point>; what is kept is listed by: points *");

        Story given = NothingLeft();
        given.Does(Bob, "abort it is well");
        Assert.Equal(BackoutPhase.Reviewing, given.State.Phase);
        Assert.IsType<Core.Chat.Commands.Interpretation.ReadPoints>(NothingLeft().Read(Dave, $"points {told[1]}"));
        Story elsewhere = NothingLeft();
        elsewhere.Does(Dave, $"start {told[0]} to v2.3.0");
        Assert.Equal(BackoutPhase.Planning, elsewhere.State.Phase);
    }

    [Fact]
    public void Given_no_plan_when_what_stood_in_the_way_is_mended_and_anybody_plans_again_then_there_is_one()
    {
        Story story = Unplannable();
        Advised.By(Card(story).Now, "Mend that, then have it planned again.");
        Advised.By(Card(story).Waiting, "Whoever can mend what stood in the way; then anybody: plan again.");

        story.Does(Dave, "replan");
        Propose(story);
        Assert.Equal(BackoutPhase.AwaitingApproval, story.State.Phase);
    }

    [Fact]
    public void Given_no_plan_and_something_was_heard_since_when_it_is_planned_again_then_it_is()
    {
        Story story = Unplannable();
        story.Pass(TimeSpan.FromMinutes(1)).Send(new JoinSignal(story.NextKey(), Deployment(SignalKind.DeploymentStopped, "d-2") with { OccurredAt = story.Now }));
        Advised.By(Card(story).Now, "So have it planned again.");

        story.Does(Dave, "replan");
        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
    }

    [Theory]
    [InlineData("resume", BackoutPhase.Running)]
    [InlineData("abort enough", BackoutPhase.Ending)]
    public void Given_a_pause_when_an_approver_resumes_or_aborts_then_it_goes_on_or_ends(string typed, BackoutPhase then)
    {
        Story story = Inside();
        story.Does(Dave, "pause");
        Advised.By(Card(story).Waiting, "An approver: resume or abort.");

        story.Does(Bob, typed);
        Assert.Equal(then, story.State.Phase);
    }

    [Theory]
    [InlineData("resume", BackoutPhase.Running)]
    [InlineData("abort enough", BackoutPhase.Ending)]
    public void Given_a_pause_with_a_step_at_work_when_an_approver_resumes_or_aborts_once_it_has_ended_then_it_goes_on_or_ends(string typed, BackoutPhase then)
    {
        Story story = Inside();
        Begin(story, Code);
        story.Does(Dave, "pause");
        Advised.By(Card(story).Waiting, "An approver: resume; or abort, once no step is at work.");

        if (typed != "resume")
        {
            End(story, Code);
        }

        story.Does(Bob, typed);
        Assert.Equal(then, story.State.Phase);
    }

    [Theory]
    [InlineData("replan", BackoutPhase.Planning)]
    [InlineData("abort enough", BackoutPhase.Ending)]
    public void Given_a_later_plan_was_denied_when_it_is_planned_again_or_aborted_then_it_goes_on_or_ends(string typed, BackoutPhase then)
    {
        Story story = Unapproved();
        Advised.By(Card(story).Waiting, "Anybody: plan again.");
        Advised.By(Card(story).Waiting, "Or an approver: abort.");

        story.Does(Bob, typed);
        Assert.Equal(then, story.State.Phase);
    }

    [Theory]
    [InlineData("replan", BackoutPhase.Planning)]
    [InlineData("abort enough", BackoutPhase.Ending)]
    [InlineData("leave until noon", BackoutPhase.Reviewing)]
    public void Given_a_page_that_nothing_takes_away_when_one_of_the_ways_is_taken_then_it_leads_out(string typed, BackoutPhase then)
    {
        Story story = HeldOpen();
        Advised.By(Card(story).Waiting, "Anybody: plan again.");
        Advised.By(Card(story).Waiting, "Or an approver: abort, which takes it away, or leave it.");

        story.Does(Bob, typed);
        Assert.Equal(then, story.State.Phase);
    }

    [Theory]
    [InlineData("retry", BackoutPhase.Running)]
    [InlineData("skip code because", BackoutPhase.Running)]
    [InlineData("replan", BackoutPhase.Planning)]
    [InlineData("abort enough", BackoutPhase.Ending)]
    public void Given_a_step_that_failed_when_one_of_the_ways_is_taken_then_it_leads_out(string typed, BackoutPhase then)
    {
        Story story = Inside();
        Begin(story, Code);
        Fail(story, Code);
        Advised.By(Card(story).Waiting, "An approver: retry, skip, plan again or abort.");

        story.Does(Bob, typed);
        Assert.Equal(then, story.State.Phase);
    }

    [Fact]
    public void Given_a_step_of_which_nobody_knows_whether_it_had_its_effect_when_it_is_retried_then_it_is_a_further_attempt_which_looks_first_for_what_an_earlier_one_did()
    {
        Story story = Inside();
        story.Send(new IntendStep(story.NextKey(), Code));
        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.Uncertain("no answer", "look")));
        Advised.By(Card(story).Waiting, "An approver: retry, which looks first whether it had its effect.");
        Advised.By(Card(story).Waiting, "Or skip, plan again or abort.");

        story.Does(Bob, "retry");
        story.Send(new IntendStep(story.NextKey(), Code));
        Assert.Equal(2, story.State.Steps[Code].Attempt);
    }

    [Theory]
    [InlineData("retry", BackoutPhase.Running)]
    [InlineData("skip dns because", BackoutPhase.Running)]
    [InlineData("replan", BackoutPhase.Planning)]
    [InlineData("abort enough", BackoutPhase.Ending)]
    public void Given_a_step_that_failed_beside_one_at_work_when_one_of_the_ways_is_taken_in_its_time_then_it_leads_out(string typed, BackoutPhase then)
    {
        Story story = Inside();
        Begin(story, Code);
        Begin(story, Dns);
        Fail(story, Dns);
        Advised.By(Card(story).Waiting, "An approver: retry or skip; or plan again or abort, once no step is at work.");

        if (typed is "replan" or "abort enough")
        {
            End(story, Code);
        }

        story.Does(Bob, typed);
        Assert.Equal(then, story.State.Phase);
    }

    [Theory]
    [InlineData("retry", BackoutPhase.Ending)]
    [InlineData("leave until noon", BackoutPhase.Reviewing)]
    public void Given_an_ending_that_failed_when_it_is_retried_or_said_to_stay_then_it_goes_on_or_ends(string typed, BackoutPhase then)
    {
        Story story = Inside();
        story.Does(Bob, "abort enough");
        Begin(story, Off);
        Fail(story, Off);
        Advised.By(Card(story).Waiting, "An approver: retry, or say that it stays.");

        story.Does(Bob, typed);
        Assert.Equal(then, story.State.Phase);
    }

    [Theory]
    [InlineData("retry", BackoutPhase.Validating)]
    [InlineData("accept good enough", BackoutPhase.Reviewing)]
    [InlineData("abort enough", BackoutPhase.Reviewing)]
    public void Given_it_was_not_proved_when_one_of_the_ways_is_taken_then_it_leads_out(string typed, BackoutPhase then)
    {
        Story story = new Story().Approved().RunSteps();
        story.Pass(story.Service.Validation.Timeout + TimeSpan.FromMinutes(1)).Tick();
        Advised.By(Card(story).Waiting, "An approver: watch again, accept or abort.");
        Assert.Contains(Card(story).Buttons, button => button is { Label: "Watch again", Verb: CardVerb.Retry });

        story.Does(Bob, typed);
        Assert.Equal(then, story.State.Phase);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Given_a_step_takes_too_long_when_it_is_waited_for_or_skipped_then_it_goes_on(bool isWaitedFor)
    {
        Story story = Overdue();
        string step = Advised.By(Card(story).Waiting, "See what keeps it, and wait; or an approver goes on without it: skip * <reason>.")[0];
        Assert.Contains("begun", Card(story).Now, StringComparison.Ordinal);

        if (isWaitedFor)
        {
            End(story, Code);
        }
        else
        {
            story.Does(Bob, $"skip {step} it hangs");
        }

        Assert.True(story.State.Steps[Code].IsDone);
        Assert.Equal(BackoutPhase.Validating, story.RunSteps().State.Phase);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Given_an_ending_takes_too_long_when_it_is_waited_for_or_left_then_it_ends(bool isWaitedFor)
    {
        Story story = OverdueEnding();
        string verb = Advised.By(Card(story).Waiting, "See what keeps it, and wait; or an approver says that it stays: * <reason>")[0];

        if (isWaitedFor)
        {
            End(story, Off);
        }
        else
        {
            story.Does(Bob, $"{verb} until noon");
        }

        Assert.Equal(BackoutPhase.Reviewing, story.State.Phase);
    }

    [Fact]
    public void Given_the_release_right_before_was_not_proven_when_the_card_s_command_is_typed_then_it_is_gone_to_that()
    {
        Story story = Chosen();
        CardFact other = Assert.Single(Card(story).Facts, fact => fact.Name == "Or to");
        string[] told = Advised.By(other.Value, "*, which ran right before (*): start * to *");

        story.Does(Dave, $"start {told[2]} to {told[3]}");
        Assert.Equal(other.Value.Split(',')[0], story.State.Target?.Name);
    }

    [Fact]
    public void Given_an_ended_backout_left_a_page_when_the_advised_start_is_typed_then_a_backout_is_planned()
    {
        string service = Advised.By(Left().Answer(Bob, "list", inThread: false), "To have what stands taken away, have a plan made that does it: start *")[0];

        Begins($"start {service}");
    }

    [Fact]
    public void Given_an_ended_backout_left_a_page_when_somebody_says_what_becomes_of_it_then_it_is_taken_over()
    {
        Story story = Left();
        string ended = Advised.By(story.Answer(Bob, "list", inThread: false), "Whoever answers for what stays says: takeover * <what becomes of it>.")[0];

        story.Does(Bob, $"takeover {ended} it goes at noon", inThread: false);
        Assert.False(story.State.HasStandingResidue);
    }

    [Fact]
    public void Given_a_pause_while_a_step_has_failed_when_it_is_retried_and_resumed_as_the_card_says_then_it_goes_on()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Failed("AccessDenied", "grant it")));
        story.Does(Carol, "pause");
        string[] verbs = Advised.By(CardWriter.Write(story.State, story.Now).Waiting!, "An approver: * or skip what failed, then *; or abort, once no step is at work.");

        story.Does(Bob, verbs[0]);
        story.Does(Bob, verbs[1]);
        Assert.Equal(BackoutPhase.Validating, story.RunSteps().State.Phase);
    }

    [Fact]
    public void Given_a_plan_waits_for_a_look_when_an_approver_resumes_then_it_goes_on()
    {
        var story = new Story(DefaultService with { Steps = [.. DefaultService.Steps.Select(step => step.Id == Code ? step with { IsHeldAfter = true } : step)] });
        story.Approved().RunSteps();
        Assert.Equal(BackoutPhase.Paused, story.State.Phase);
        string verb = Advised.By(string.Join('\n', story.Said.Select(said => said.Body).OfType<TextBody>().SelectMany(text => text.Lines)), "Look whether it is well; then an approver says: *")[0];

        story.Does(Bob, verb.Split('\n')[0]);
        Assert.Equal(BackoutPhase.Validating, story.RunSteps().State.Phase);
    }

    [Fact]
    public void Given_a_step_came_into_the_plan_file_while_it_was_planned_when_it_is_planned_again_then_it_is_in_the_plan()
    {
        Story story = new Story().Broken();
        story.Does(Alice, "start checkout-api");
        PlannedStep[] known = [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.NotNeeded("so already")))];
        StepId added = new("cache");
        story.Service = story.Service with { Steps = [.. story.Service.Steps, new(added, "cache", [])] };
        Decision decision = BackoutDecider.Decide(story.State, new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. known.Skip(1), new PlannedStep(On, Impossible)]), new DecisionContext(story.Service, story.Now, Core.Approvals.Authority.None));
        Advised.By(string.Join('\n', decision.Events.OfType<Core.Backouts.Events.PlanningFailed>().SelectMany(failed => failed.Problems)), "Have it planned again.");

        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. known, new PlannedStep(added, new PlanningOutcome.Planned(Step(added)))]));
        Assert.Equal([added], story.State.Plan!.Steps.Select(step => step.Id));
    }

    [Fact]
    public void Given_a_page_is_left_out_for_nothing_takes_it_away_when_that_is_mended_then_both_are_in_the_plan()
    {
        Story story = new Story().Broken();
        story.Does(Alice, "start checkout-api");
        PlannedStep[] others = [new(On, new PlanningOutcome.Planned(Step(On, supporting: true))), new(Code, new PlanningOutcome.Planned(Step(Code))), new(Dns, new PlanningOutcome.NotNeeded("so already"))];
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. others, new PlannedStep(Off, Impossible)]));
        Assert.Equal([Off.Value], Advised.By(string.Join('\n', story.State.Plan!.LeftOut!.Select(left => left.Fix)), "Mend what keeps * out."));

        story.Does(Alice, "replan");
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. others, new PlannedStep(Off, new PlanningOutcome.Planned(Step(Off, supporting: true)))]));
        Assert.Equal([On, Code, Off], story.State.Plan!.Steps.Select(step => step.Id));
    }

    private static Story NothingLeft()
    {
        Story story = new Story().Broken();
        story.Does(Alice, "start checkout-api");
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.NotNeeded("so already")))]));
        Assert.True(story.State.IsNothingLeft);
        return story;
    }

    private static Card Card(Story story) => CardWriter.Write(story.State, story.Now);
}
