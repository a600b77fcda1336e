using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Steps;
using BackoutBot.Core.Tests.Backouts;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Plans;

/// <summary>What a plan rests on is read again, for people approve what is to be done to things as they are.</summary>
public sealed class DriftTests
{
    private static readonly StepId On = new("maintenance-on");
    private static readonly StepId Code = new("code");
    private static readonly StepId Dns = new("dns");
    private static readonly StepId Off = new("maintenance-off");

    [Fact]
    public void Given_a_fact_that_a_step_rests_on_when_it_is_another_then_the_plan_is_another()
    {
        Assert.NotEqual(Approved("d-1").State.Plan!.Hash, Approved("d-2").State.Plan!.Hash);
        Assert.Equal(Approved("d-1").State.Plan!.Hash, Approved("d-1").State.Plan!.Hash);
    }

    [Fact]
    public void Given_an_approved_plan_before_its_first_step_then_what_all_steps_rest_on_is_to_be_read()
    {
        Story story = Approved("d-1");

        Assert.Equal([Code, Dns], BackoutAgenda.BasisDue(story.State, On, story.Now).Select(step => step.Id));
        Assert.Empty(story.Send(new IntendStep(story.NextKey(), On)).Events);
        Assert.Equal([new Work.Intend(On, 1)], story.Agenda);
    }

    [Fact]
    public void Given_a_release_by_somebody_else_during_the_approval_when_the_first_step_is_due_then_the_approvals_are_void_and_a_new_plan_is_made()
    {
        Story story = Approved("d-1");
        PlanHash approved = story.State.Plan!.Hash;

        story.Send(Intend(story, On, Reads(Code, "d-2"), Reads(Dns, "v2.4.0")));

        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
        Assert.Equal([new MovedFact(Code, "the latest release", "d-1", "d-2")], Assert.Single(story.Journal.Select(entry => entry.Event).OfType<PlanDrifted>()).Moved);
        Assert.Empty(story.State.Approvals);
        Assert.Empty(story.State.Effects);
        Assert.False(story.State.HasActed);

        Propose(story, "d-2");
        Assert.Equal(BackoutPhase.AwaitingApproval, story.State.Phase);
        Assert.NotEqual(approved, story.State.Plan!.Hash);
        Assert.Contains("the latest release: it was d-1 when the plan was made, and is d-2", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
        Assert.Equal(RefusalCode.StalePlan, story.Send(new Approve(story.NextKey(), Story.Bob, approved)).Refusal?.Code);
    }

    [Fact]
    public void Given_a_step_that_was_not_needed_when_what_it_rests_on_is_another_before_the_first_step_then_the_approvals_are_void()
    {
        Story story = WithoutDns();
        Assert.Equal([Code, Dns], BackoutAgenda.BasisDue(story.State, On, story.Now).Select(step => step.Id));

        story.Send(Intend(story, On, Reads(Code, "d-1"), Reads(Dns, "standby")));

        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
        Assert.Equal([new MovedFact(Dns, "api.shop.example. CNAME", "v2.3.1", "standby")], Assert.Single(story.Journal.Select(entry => entry.Event).OfType<PlanDrifted>()).Moved);
    }

    [Fact]
    public void Given_a_step_that_was_not_needed_when_it_is_not_as_it_was_read_at_the_end_then_it_is_not_proved()
    {
        Story story = WithoutDns();
        story.RunSteps();
        Assert.Equal([Code, Dns], BackoutAgenda.VerifiedAtTheEnd(story.State).Select(step => step.Id));

        story.Amiss[Dns] = "api is standby, and not v2.3.1.";
        story.Validated();
        Assert.Equal((BackoutPhase.Validating, "dns: api is standby, and not v2.3.1."), (story.State.Phase, story.State.WellnessNote));

        story.Amiss.Clear();
        story.Validated();
        Assert.Equal(BackoutPhase.RolledBack, story.State.Phase);
    }

    [Fact]
    public void Given_a_step_that_was_not_needed_when_a_later_planning_finds_nothing_left_then_it_is_part_of_what_is_proved_all_the_same()
    {
        Story story = WithoutDns();
        story.RunSteps();
        story.Pass(story.Service.Validation.Timeout).Tick();
        Assert.Equal(BackoutPhase.Unproven, story.State.Phase);
        story.Send(new Replan(story.NextKey(), Story.Alice));
        PlanStep kept = Story.Step(Dns) with { Title = "Keep dns", Basis = [new BasisFact("api.shop.example. CNAME", "v2.3.1")] };
        story.Send(new ReportPlanning(
            story.NextKey(),
            story.State.PlanRound,
            [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.NotNeeded("As captured.") { Keeps = step.Id == Dns ? kept : null }))]));
        Assert.Equal(BackoutPhase.Validating, story.State.Phase);

        Assert.Equal(["Take code back", "Keep dns"], BackoutAgenda.VerifiedAtTheEnd(story.State).Select(step => step.Title));
        story.Amiss[Dns] = "api is standby, and not v2.3.1.";
        story.Validated();
        Assert.Equal(BackoutPhase.Validating, story.State.Phase);
    }

    [Fact]
    public void Given_a_drift_after_the_first_step_then_it_blocks_with_the_old_and_the_new_value_and_what_stands_open_stays()
    {
        Story story = Begun();
        story.Pass(TimeSpan.FromMinutes(2));

        story.Send(Intend(story, Code, Reads(Code, "d-2")));

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.Equal([On], story.State.OpenBrackets.Select(effect => effect.Step.Id));
        Assert.Equal(0, story.State.Steps[Code].Attempt);
        Card card = CardWriter.Write(story.State, story.Now);
        Assert.Contains("it was d-1 when the plan was made, and is d-2", card.Now, StringComparison.Ordinal);
        Assert.DoesNotContain("failed", card.Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_first_step_that_failed_when_it_is_retried_and_somebody_went_back_by_hand_meanwhile_then_it_does_not_begin()
    {
        Story story = Approved("d-1");
        story.Send(Intend(story, On, Reads(Code, "d-1"), Reads(Dns, "v2.4.0")));
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Failed("denied", "grant it")));
        story.Send(new Retry(story.NextKey(), Story.Bob, On));
        Assert.Equal([Code, Dns], BackoutAgenda.BasisDue(story.State, On, story.Now).Select(step => step.Id));

        story.Send(Intend(story, On, Reads(Code, "d-2"), Reads(Dns, "v2.3.1")));

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.Equal(1, story.State.Steps[On].Attempt);
        Assert.Contains("it was d-1 when the plan was made, and is d-2", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_drift_when_it_is_retried_at_once_then_it_is_read_again_and_starts_only_where_it_was_put_back()
    {
        Story story = Begun();
        story.Pass(TimeSpan.FromMinutes(2));
        story.Send(Intend(story, Code, Reads(Code, "d-2")));

        Assert.Null(story.Send(new Retry(story.NextKey(), Story.Bob, Code)).Refusal);
        Assert.Equal([Code], BackoutAgenda.BasisDue(story.State, Code, story.Now).Select(step => step.Id));
        story.Send(Intend(story, Code, Reads(Code, "d-2")));
        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);

        story.Send(new Retry(story.NextKey(), Story.Bob, Code));
        story.Send(Intend(story, Code, Reads(Code, "d-1")));
        Assert.Equal(StepPhase.Starting, story.State.Steps[Code].Phase);
    }

    [Fact]
    public void Given_a_drift_when_it_is_planned_again_then_the_new_plan_rests_on_what_is_the_case_now()
    {
        Story story = Begun();
        story.Pass(TimeSpan.FromMinutes(2));
        story.Send(Intend(story, Code, Reads(Code, "d-2")));

        Assert.Null(story.Send(new Replan(story.NextKey(), Story.Alice)).Refusal);
        Propose(story, "d-2");
        story.Send(new Approve(story.NextKey(), Story.Carol, story.State.Plan!.Hash));
        story.Send(Intend(story, On, Reads(Code, "d-2"), Reads(Dns, "v2.4.0")));

        Assert.Equal(StepPhase.Starting, story.State.Steps[On].Phase);
    }

    [Fact]
    public void Given_a_step_that_follows_at_once_on_the_one_before_then_nothing_is_read_again()
    {
        Story story = Begun();

        story.Send(Intend(story, Code));

        Assert.Equal(StepPhase.Starting, story.State.Steps[Code].Phase);
    }

    [Fact]
    public void Given_a_step_whose_own_doing_is_read_then_that_is_no_drift()
    {
        Story story = Begun();
        story.Pass(TimeSpan.FromMinutes(2));

        story.Send(Intend(story, Dns, Reads(Dns, "v2.3.1")));

        Assert.Equal(StepPhase.Starting, story.State.Steps[Dns].Phase);
    }

    [Fact]
    public void Given_a_step_before_it_that_was_skipped_when_it_may_begin_then_what_it_rests_on_is_read_however_short_ago_that_was()
    {
        Story story = Begun();
        story.Pass(TimeSpan.FromMinutes(10));
        story.Send(Intend(story, Code, Reads(Code, "d-1")));
        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.Failed("no", "none")));
        story.Send(new Skip(story.NextKey(), Story.Bob, Code, "by hand"));

        // What closes rests on nothing, whenever it starts.
        Assert.Empty(BackoutAgenda.BasisDue(story.State, Off, story.Now));
        Assert.Equal([Dns], BackoutAgenda.BasisDue(story.State, Dns, story.Now).Select(step => step.Id));
    }

    [Fact]
    public void Given_a_page_that_stood_before_when_another_backout_took_it_away_during_the_approval_then_the_approvals_are_void_and_nobody_is_told_that_it_stands()
    {
        Story story = StoodBefore();

        story.Send(Intend(story, Code, new StepBasis(Off, [new BasisFact("the pages on HTTPS (443)", "none")])));

        Assert.Equal(BackoutPhase.Planning, story.State.Phase);
        Assert.Equal([new MovedFact(Off, "the pages on HTTPS (443)", "that of checkout-api-0", "none")], Assert.Single(story.Journal.Select(entry => entry.Event).OfType<PlanDrifted>()).Moved);
        Assert.DoesNotContain(story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>(), made => made.Audience is Core.Services.AudienceKind.Clients);
    }

    [Fact]
    public void Given_a_page_that_stood_before_when_the_plan_has_begun_then_its_going_is_held_up_by_nothing()
    {
        Story story = StoodBefore();
        story.Send(Intend(story, Code, new StepBasis(Off, [new BasisFact("the pages on HTTPS (443)", "that of checkout-api-0")])));
        Assert.Equal(StepPhase.Starting, story.State.Steps[Code].Phase);
        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.Started("handle", "begun")));
        story.Send(new ReportObservation(story.NextKey(), Code, 1, new Observation.Succeeded("done", [])));
        story.Pass(TimeSpan.FromMinutes(10));

        Assert.Empty(BackoutAgenda.BasisDue(story.State, Off, story.Now));
    }

    [Fact]
    public void Given_a_page_that_the_plan_itself_puts_up_then_taking_it_away_rests_on_nothing_that_stood_before()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(step.Id == Off ? Closing : Story.Step(step.Id, supporting: step.Id == On))))]));

        Assert.Null(story.State.Plan!.Find(Off)!.Basis);
    }

    private static PlanStep Closing => Story.Step(Off) with { Basis = [new BasisFact("the pages on HTTPS (443)", "that of checkout-api-0")] };

    /// <summary>An approved plan that takes away a page which an earlier backout left.</summary>
    private static Story StoodBefore()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Code, new PlanningOutcome.Planned(Story.Step(Code))), new PlannedStep(Off, new PlanningOutcome.Planned(Closing))]));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        return story;
    }

    [Fact]
    public void Given_a_plan_of_an_earlier_version_which_rests_on_nothing_then_it_runs_as_it_did()
    {
        Story story = new Story().Approved();

        Assert.Equal(BackoutPhase.Validating, story.RunSteps().State.Phase);
    }

    private static IntendStep Intend(Story story, StepId step, params StepBasis[] read) => new(story.NextKey(), step) { Basis = read };

    private static StepBasis Reads(StepId step, string value) => new(step, [new BasisFact(step == Code ? "the latest release" : "api.shop.example. CNAME", value)]);

    private static PlanStep[] Steps(string release) =>
    [
        .. Story.DefaultService.Steps.Select(step => Story.Step(step.Id, supporting: step.Action.StartsWith("maintenance", StringComparison.Ordinal)) with
        {
            Basis = step.Id == Code ? [new BasisFact("the latest release", release)]
                : step.Id == Dns ? [new BasisFact("api.shop.example. CNAME", "v2.4.0") { Done = "v2.3.1" }]
                : null,
        }),
    ];

    private static void Propose(Story story, string release) =>
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. Steps(release).Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(step)))]));

    /// <summary>A plan that leaves the record as it was read to be, approved.</summary>
    private static Story WithoutDns()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        PlanStep kept = Story.Step(Dns) with { Basis = [new BasisFact("api.shop.example. CNAME", "v2.3.1")] };
        story.Send(new ReportPlanning(
            story.NextKey(),
            story.State.PlanRound,
            [.. Steps("d-1").Select(step => new PlannedStep(step.Id, step.Id == Dns ? new PlanningOutcome.NotNeeded("As captured.") { Keeps = kept } : new PlanningOutcome.Planned(step)))]));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        return story;
    }

    private static Story Approved(string release)
    {
        Story story = new Story().Proposed(Steps(release));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        return story;
    }

    /// <summary>The page is up.</summary>
    private static Story Begun()
    {
        Story story = Approved("d-1");
        story.Send(Intend(story, On, Reads(Code, "d-1"), Reads(Dns, "v2.4.0")));
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Started("handle", "begun")));
        story.Send(new ReportObservation(story.NextKey(), On, 1, new Observation.Succeeded("done", [])));
        return story;
    }
}
