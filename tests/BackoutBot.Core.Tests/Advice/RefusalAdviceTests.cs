using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Advice.Scenes;
using static BackoutBot.Core.Tests.Backouts.Story;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Advice;

/// <summary>Who is refused and does what the refusal says gets what was asked for.</summary>
public sealed class RefusalAdviceTests
{
    [Fact]
    public void Given_approval_comes_too_late_when_the_advised_command_is_typed_then_a_new_backout_is_planned()
    {
        Story story = new Story().Proposed();
        string plan = story.State.Plan!.Hash.Value[..8];
        story.Pass(TimeSpan.FromMinutes(15));
        string[] told = Advised.By(story.Refused(Bob, $"approve {plan}"), "Nothing was changed; if it is still needed, begin again: start *");
        story.Tick();
        Advised.By(story.Send(new Approve(story.NextKey(), Bob, new PlanHash(plan))).Refusal!.Explanation, $"Nothing was changed; if it is still needed, begin again: start {told[0]}");

        Assert.True(story.State.Phase is BackoutPhase.Reviewing);
        story.Send(new WritePostMortem(story.NextKey()));
        Begins($"start {told[0]}");
    }

    [Theory]
    [InlineData("replan", BackoutPhase.Planning)]
    [InlineData("abort it lasts", BackoutPhase.Ending)]
    public void Given_approval_of_a_later_plan_comes_too_late_when_it_is_planned_again_or_aborted_then_that_is_done(string typed, BackoutPhase then)
    {
        Story story = Inside();
        story.Does(Bob, "pause");
        story.Does(Bob, "replan");
        Propose(story);
        story.Pass(TimeSpan.FromMinutes(15));

        Advised.By(story.Refused(Bob, $"approve {story.State.Plan!.Hash.Value[..8]}"), "What was done before stays as it is: have it planned again, or abort.");
        story.Does(Bob, typed);
        Assert.Equal(then, story.State.Phase);
    }

    [Fact]
    public void Given_a_plan_whose_own_deployment_is_to_be_stopped_when_it_is_paused_and_its_step_skipped_as_advised_then_the_stop_is_up_for_approval()
    {
        Story story = Inside();
        story.Send(new IntendStep(story.NextKey(), Code));
        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.Started("d-ABC", "begun")));
        string refused = story.Send(new Stop(story.NextKey(), Carol, "it is the wrong one", Deploying)).Refusal!.Explanation;
        Advised.By(refused, "To have stopped what is being deployed, by this plan or by others: pause it, let the step at work end or skip it, then say stop.");

        story.Does(Bob, "pause");
        story.Does(Bob, "skip code it brings the wrong one");
        Assert.Null(story.Send(new Stop(story.NextKey(), Carol, "it is the wrong one", Deploying)).Refusal);
        Assert.Equal(BackoutPhase.AwaitingApproval, story.State.Phase);
        Assert.NotNull(story.State.Stopping);
    }

    [Fact]
    public void Given_another_plan_is_approved_when_the_one_that_is_named_is_read_and_approved_then_it_runs()
    {
        Story story = new Story().Proposed();
        string hash = Advised.By(story.Refused(Bob, "approve 00000000"), "The one up for approval is *: read it, then approve that.")[0];

        Assert.StartsWith($"Plan {hash}", story.Answer(Bob, "plan"), StringComparison.Ordinal);
        story.Does(Bob, $"approve {hash}");
        Assert.Equal(BackoutPhase.Running, story.State.Phase);
    }

    [Fact]
    public void Given_a_stop_is_in_hand_when_a_backout_is_asked_for_then_the_card_shows_the_stop_and_the_command_has_it_planned_without()
    {
        var story = new Story();
        story.Type(Alice, "stop checkout-api", inThread: false);

        Advised.By(story.Refused(Bob, "stop checkout-api"), "A stop is in hand already: see the card.");
        string refused = story.Refused(Bob, "start checkout-api");
        Advised.By(refused, "A stop of the deployment is in hand: see the card.");
        Assert.Contains("Stop deployment d-ABC", Card(story).Now, StringComparison.Ordinal);

        story.Does(Bob, Command(Advised.By(refused, "The plan to roll back follows by itself; to have it made without the stop, say: *")));
        Assert.Equal((BackoutPhase.Planning, true), (story.State.Phase, story.State.Stopping is null));
    }

    [Fact]
    public void Given_all_of_an_ended_backout_is_being_put_back_when_it_is_aborted_then_the_advised_start_goes_back_as_usual()
    {
        Story ended = new Story().Approved().RunSteps().Validated();
        var story = new Story();
        story.Send(new Start(story.NextKey(), Alice, null) { Undoes = Undoing.All(ended.State, Alice, null) });

        string service = Advised.By(story.Refused(Bob, "start checkout-api"), "To go back to the last version that worked instead: abort it, then say start * again.")[0];
        story.Does(Bob, "abort not that");
        story.Send(new WritePostMortem(story.NextKey()));
        Begins($"start {service}");
    }

    [Fact]
    public void Given_a_plan_is_being_made_when_it_is_there_then_another_point_can_be_chosen()
    {
        Story story = new Story().Broken();
        story.Does(Alice, "start checkout-api");
        Advised.By(story.Refused(Alice, "start checkout-api to v2.3.0"), "Choose another point once it is there.");

        Propose(story);
        story.Does(Alice, "start checkout-api to v2.3.0");
        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
    }

    [Fact]
    public void Given_an_approved_plan_that_runs_when_it_is_paused_then_another_point_can_be_chosen()
    {
        Story story = new Story().Approved();
        Advised.By(story.Refused(Alice, "start checkout-api to v2.3.0"), "The plan is approved and runs: pause it first.");

        story.Does(Alice, "pause");
        story.Does(Alice, "start checkout-api to v2.3.0");
        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
    }

    [Fact]
    public void Given_something_is_taken_over_without_a_word_when_it_is_said_what_becomes_of_it_then_it_is_taken_over()
    {
        Story story = Left();
        Advised.By(story.Refused(Bob, "takeover checkout-api-1", inThread: false), "Say what becomes of it: that goes into the journal.");

        story.Does(Bob, "takeover checkout-api-1 the page goes at noon", inThread: false);
        Assert.False(story.State.HasStandingResidue);
    }

    [Fact]
    public void Given_a_validating_item_is_vouched_for_too_early_when_the_steps_are_done_then_the_same_words_count()
    {
        Story story = new Story().Approved();
        Advised.By(story.Refused(Bob, "attest 12.1 bought a thing"), "«*» is about what the plan's steps have brought: vouch for it once they are done.");

        story.RunSteps();
        story.Does(Bob, "attest 12.1 bought a thing");
    }

    [Fact]
    public void Given_an_item_is_vouched_for_without_evidence_when_a_link_is_given_then_it_is_attested()
    {
        Story story = Prepared();
        string item = Checklist.Items.First(one => one.Phase <= 10 && story.State.CanAttest(one)).Id.Value;
        Advised.By(story.Refused(Bob, $"attest {item}"), "Say what you have seen, or give a link to it: it is the evidence.");

        story.Does(Bob, $"attest {item} https://wiki.shop.example/backups");
        Assert.Equal(CheckStatus.Pass, story.State.Checks[new ItemId(item)].Status);
    }

    [Theory]
    [InlineData("accept")]
    [InlineData("abort")]
    public void Given_a_decision_without_a_reason_when_one_is_said_then_it_counts(string verb)
    {
        Story story = new Story().Approved().RunSteps();
        Advised.By(story.Refused(Bob, verb), "Say why: the reason goes into the journal.");

        story.Does(Bob, $"{verb} it is good enough");
        Assert.Equal(BackoutPhase.Reviewing, story.State.Phase);
    }

    [Theory]
    [InlineData("retry")]
    [InlineData("skip")]
    public void Given_it_is_not_said_which_step_when_any_of_those_named_is_named_then_it_is_that_one(string verb)
    {
        Story story = TwoFailed();
        string named = Advised.By(verb == "skip" ? story.Send(new Skip(story.NextKey(), Bob, null, "because")).Refusal!.Explanation : story.Refused(Bob, verb), "Name one of: *.")[0];

        Assert.Contains("code, dns", named, StringComparison.Ordinal);
        Assert.All(named.Split(", "), step => TwoFailed().Does(Bob, $"{verb} {step} because"));
    }

    [Fact]
    public void Given_a_page_is_held_open_for_its_closing_step_was_skipped_when_a_step_is_to_be_retried_then_none_is_named_that_could_not_be()
    {
        Story story = HeldOpen();

        Assert.Equal("No step has failed.", story.Refused(Bob, "retry"));
    }

    [Fact]
    public void Given_a_step_at_work_when_it_is_paused_and_has_ended_then_the_backout_can_be_given_up()
    {
        Story story = Inside();
        Begin(story, Code);
        Advised.By(story.Refused(Bob, "abort enough"), "Pause, let it end (or skip it, if you take it over), then ask again.");

        story.Does(Bob, "pause");
        Advised.By(story.Refused(Bob, "abort enough"), "Let it end (or skip it, if you take it over), then ask again.");
        End(story, Code);
        story.Does(Bob, "abort enough");
        Assert.Equal(BackoutPhase.Ending, story.State.Phase);
    }

    [Fact]
    public void Given_a_step_at_work_when_it_is_paused_and_somebody_takes_the_step_over_then_the_backout_can_be_given_up()
    {
        Story story = Inside();
        Begin(story, Code);
        story.Does(Bob, "pause");
        Advised.By(story.Refused(Bob, "abort enough"), "Let it end (or skip it, if you take it over), then ask again.");

        story.Does(Bob, "skip code I watch it myself");
        story.Does(Bob, "abort enough");
        Assert.Equal(BackoutPhase.Ending, story.State.Phase);
    }

    [Fact]
    public void Given_a_step_at_work_beside_one_that_failed_when_the_advice_is_followed_then_it_can_be_planned_again()
    {
        Story story = Inside();
        Begin(story, Code);
        Begin(story, Dns);
        Fail(story, Dns);
        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Advised.By(story.Refused(Bob, "replan"), "Pause, let it end (or skip it, if you take it over), then ask again.");

        story.Does(Bob, "pause");
        End(story, Code);
        story.Does(Bob, "replan");
        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
    }

    [Theory]
    [InlineData("retry dns")]
    [InlineData("skip dns because")]
    [InlineData("pause")]
    public void Given_no_plan_is_approved_when_it_is_planned_again_or_aborted_then_it_goes_on_or_ends(string typed)
    {
        Advised.By(Unapproved().Refused(Bob, typed), "No plan is approved: have it planned again, or abort.");

        Story again = Unapproved();
        again.Does(Alice, "replan");
        Assert.Equal(BackoutPhase.Planning, again.State.Phase);
        Story given = Unapproved();
        given.Does(Bob, "abort enough");
        Assert.Equal(BackoutPhase.Ending, given.State.Phase);
    }

    [Fact]
    public void Given_nothing_stands_open_when_it_is_aborted_instead_of_left_then_it_ends()
    {
        Story story = new Story().Proposed();
        Advised.By(story.Refused(Bob, "leave until noon"), "Nothing stands open that could be left: abort instead.");

        story.Does(Bob, "abort until noon");
        Assert.Equal(BackoutPhase.Reviewing, story.State.Phase);
    }

    [Theory]
    [InlineData("retry")]
    [InlineData("leave until noon")]
    public void Given_an_ending_that_failed_when_the_step_is_retried_or_stays_then_it_goes_on_or_ends(string typed)
    {
        Story story = Inside();
        story.Does(Bob, "abort enough");
        Begin(story, Off);
        Fail(story, Off);
        Advised.By(story.Refused(Bob, "abort enough"), "Retry a step that failed, or say that it stays: leave.");

        story.Does(Bob, typed);
        Assert.Equal(typed == "retry" ? BackoutPhase.Ending : BackoutPhase.Reviewing, story.State.Phase);
    }

    [Theory]
    [InlineData("approve 00000000", "Start the backout first.", "start", BackoutPhase.Planning)]
    [InlineData("abort it is nothing", "Say that none is needed instead.", "dismiss it is nothing", BackoutPhase.NotNeeded)]
    public void Given_no_backout_was_asked_for_when_it_is_begun_or_dismissed_then_that_is_done(string typed, string advice, string followed, BackoutPhase then)
    {
        Story story = new Story().Broken();
        Advised.By(story.Refused(Bob, typed), advice);

        story.Does(Bob, followed);
        Assert.Equal(then, story.State.Phase);
    }

    [Fact]
    public void Given_a_backout_was_asked_for_when_it_is_asked_for_again_then_the_card_shows_who_asked_and_where_it_stands()
    {
        Story story = new Story().Proposed();
        Advised.By(story.Refused(Bob, "start checkout-api"), "A backout was requested already: see the card.");

        Assert.Contains(Card(story).Facts, fact => fact.Value.Contains("alice", StringComparison.Ordinal));
        Assert.Equal("Approval needed", Card(story).State);
    }

    [Fact]
    public void Given_no_plan_could_be_made_when_what_the_card_names_is_mended_and_the_command_typed_then_there_is_one()
    {
        Story story = Unplannable();
        string refused = story.Refused(Bob, "start checkout-api");
        Advised.By(refused, "A backout was requested already, and no plan could be made for it: see the card.");
        Assert.Contains(Card(story).Cautions, line => line.Contains("No earlier revision.", StringComparison.Ordinal));
        Advised.By(story.Send(new Approve(story.NextKey(), Bob, default)).Refusal!.Explanation, "Mend it, then have it planned again.");

        story.Does(Bob, Command(Advised.By(refused, "To have it planned again, say: *")));
        Propose(story);
        Assert.Equal(BackoutPhase.AwaitingApproval, story.State.Phase);
    }

    [Fact]
    public void Given_a_plan_runs_when_it_is_paused_then_what_is_still_being_deployed_can_be_stopped()
    {
        Story story = new Story().Approved();
        string verb = Advised.By(story.Refused(Bob, "stop checkout-api"), "To have stopped what is being deployed, by this plan or by others: pause it, let the step at work end or skip it, then say *.")[0];

        story.Does(Bob, "pause");
        story.Does(Bob, verb);
        Assert.NotNull(story.State.Stopping);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Given_a_plan_that_was_carried_out_when_it_is_planned_again_then_what_is_being_deployed_can_be_stopped(bool isUnproven)
    {
        Story story = new Story().Approved().RunSteps();
        if (isUnproven)
        {
            story.Pass(story.Service.Validation.Timeout + TimeSpan.FromMinutes(1)).Tick();
            Assert.Equal(BackoutPhase.Unproven, story.State.Phase);
        }

        string verb = Advised.By(story.Refused(Bob, "stop checkout-api"), "Where something is being deployed again: have it planned again, then say *")[0];
        story.Does(Bob, "replan");
        story.Does(Bob, verb);
        Assert.NotNull(story.State.Stopping);
    }

    [Fact]
    public void Given_a_button_of_a_closed_backout_when_a_new_one_is_started_then_it_begins()
    {
        Story story = new Story().Approved().RunSteps().Validated();
        Advised.By(story.Send(new Start(story.NextKey(), Bob, null)).Refusal!.Explanation, "Start a new one.");

        Begins("start checkout-api");
    }

    [Fact]
    public void Given_a_step_that_is_being_started_when_a_moment_has_passed_then_it_can_be_skipped()
    {
        Story story = Inside();
        story.Send(new IntendStep(story.NextKey(), Code));
        Advised.By(story.Refused(Bob, "skip code because"), "Wait a moment, then look again.");

        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.Started("h", "begun")));
        story.Does(Bob, "skip code because");
    }

    [Fact]
    public void Given_a_page_that_is_kept_for_a_step_can_not_be_read_when_that_is_mended_then_a_retry_takes_it_away()
    {
        Story story = Kept(isUnread: true);
        Advised.By(story.State.Steps[Off].Fix, "Mend what keeps it from being read, then retry.");

        story.Does(Bob, "retry");
        Assert.Equal(BackoutPhase.Validating, story.RunSteps().State.Phase);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Given_a_page_that_is_kept_when_the_backout_is_given_up_then_what_stands_is_taken_away(bool isUnread)
    {
        Story story = Kept(isUnread);
        Advised.By(story.State.Steps[Off].Fix, "Or give it up, which takes away what stands.");

        story.Does(Bob, "abort enough");
        Assert.Empty(story.RunSteps().State.OpenBrackets);
        Assert.Equal(BackoutPhase.Reviewing, story.State.Phase);
    }

    [Fact]
    public void Given_a_page_that_is_kept_for_a_step_was_undone_by_others_when_it_is_planned_again_then_the_new_plan_does_that_step_again()
    {
        Story story = Kept(isUnread: false);
        Advised.By(story.State.Steps[Off].Fix, "Have it planned again: the new plan says what it does about that.");

        story.Does(Bob, "replan");
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Dns, new PlanningOutcome.Planned(Step(Dns))), new PlannedStep(Off, new PlanningOutcome.Planned(Step(Off, supporting: true)))]));
        Assert.Contains(story.State.Plan!.Steps, step => step.Id == Dns);
    }

    [Theory]
    [InlineData("replan")]
    [InlineData("skip code too late")]
    public void Given_a_step_that_can_not_be_had_back_lost_its_approver_when_it_is_planned_again_or_skipped_then_it_goes_on(string typed)
    {
        Story story = new Story().Proposed(Step(Code) with { Reversibility = Reversibility.OneWay });
        story.Does(Bob, $"approve {story.State.Plan!.Hash.Value[..8]}");
        story.Gone.Add(Bob);
        story.Send(new IntendStep(story.NextKey(), Code));
        Advised.By(story.State.Steps[Code].Fix, "Have it planned again and approved by those who may, or skip the step.");

        story.Does(Carol, typed);
        if (typed == "replan")
        {
            story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Code, new PlanningOutcome.Planned(Step(Code) with { Reversibility = Reversibility.OneWay }))]));
            story.Does(Carol, $"approve {story.State.Plan!.Hash.Value[..8]}");
            story.Gone.Clear();
            Assert.Equal(BackoutPhase.Validating, story.RunSteps().State.Phase);
        }
    }

    [Theory]
    [InlineData("retry")]
    [InlineData("replan")]
    [InlineData("skip code because")]
    public void Given_a_drift_when_it_is_put_back_and_retried_or_planned_again_or_skipped_then_it_goes_on(string typed)
    {
        var story = new Story();
        story.Proposed([.. story.Service.Steps.Select(step => Step(step.Id, supporting: step.Action.StartsWith("maintenance", StringComparison.Ordinal)) with { Basis = step.Id == Code ? [new BasisFact("the latest release", "d-1")] : null })]);
        story.Does(Bob, $"approve {story.State.Plan!.Hash.Value[..8]}");
        story.Send(new IntendStep(story.NextKey(), On) { Basis = [new StepBasis(Code, [new BasisFact("the latest release", "d-1")])] });
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Started("h", "begun")));
        End(story, On);
        story.Pass(TimeSpan.FromMinutes(2));
        story.Send(new IntendStep(story.NextKey(), Code) { Basis = [new StepBasis(Code, [new BasisFact("the latest release", "d-2")])] });
        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);

        string fix = story.State.Steps[Code].Fix!;
        Advised.By(fix, "See who changed it and why.");
        Assert.Contains("it was d-1 when the plan was made, and is d-2", Card(story).Now, StringComparison.Ordinal);
        Advised.By(fix, "Then have it planned again, put it back and retry, or skip the step.");

        story.Does(Bob, typed);
        Assert.Equal(typed == "replan" ? BackoutPhase.Planning : BackoutPhase.Running, story.State.Phase);
    }

    [Fact]
    public void Given_no_proven_point_when_the_other_one_is_started_to_then_it_is_planned_towards_that()
    {
        Story story = new Story().Broken();
        story.Does(Alice, "start checkout-api");
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Code, Impossible)]) { Others = [new("v2.3.0", "proven")] });
        string[] told = Advised.By(string.Join('\n', Card(story).Cautions), "Or go to * (*): start * to *");

        story.Does(Alice, $"start {told[2]} to {told[3]}");
        Assert.Equal("v2.3.0", story.State.Target?.Name);
    }

    [Fact]
    public void Given_somebody_is_unknown_when_an_administrator_has_added_them_then_the_command_is_taken()
    {
        Story story = new Story().Broken();
        PersonId eve = new("eve");
        var start = new Start(story.NextKey(), eve, null);
        Advised.By(story.Send(start, Core.Approvals.Authority.None).Refusal!.Explanation, "Ask an administrator to add you to the bot's directory.");

        Assert.Null(story.Send(start with { Key = story.NextKey() }, new Core.Approvals.Authority(true, false, "in no approvers' group")).Refusal);
    }

    [Fact]
    public void Given_something_moved_by_others_when_it_is_included_then_the_next_plan_is_made_with_it()
    {
        Story story = Moved();
        string remark = Assert.Single(story.State.Plan!.Remarks, one => one.Contains("include", StringComparison.Ordinal));

        story.Does(Bob, $"include {Advised.By(remark, "To have it put back, too: include *")[0]}");
        Assert.Equal(["api.shop.example."], story.State.Included);
    }

    private static string Command(string[] told) => Assert.Single(told);

    private static Card Card(Story story) => CardWriter.Write(story.State, story.Now);
}
