using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Tests.Backouts;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Plans;

/// <summary>What steps changed is put back when a person asks for it: one step of a backout, or all that an ended one did.</summary>
public sealed class UndoTests
{
    private static readonly StepId On = new("maintenance-on");
    private static readonly StepId Code = new("code");
    private static readonly StepId Dns = new("dns");
    private static readonly StepId Off = new("maintenance-off");
    private static readonly StepId UndoDns = new("undo-dns");

    [Fact]
    public void Given_a_step_that_ended_well_when_it_is_undone_then_a_plan_of_its_own_is_approved_and_puts_it_back()
    {
        Story story = Asked();
        Assert.Equal([UndoDns], story.State.Plan!.Steps.Select(step => step.Id));
        Assert.Contains("This puts back what was before «Take dns back», and does nothing else.", Write(story).Now, StringComparison.Ordinal);
        Assert.Equal(RefusalCode.RequesterCannotApprove, story.Send(new Approve(story.NextKey(), Story.Carol, story.State.Plan.Hash)).Refusal?.Code);
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan.Hash));
        Assert.Equal("Putting back", Write(story).State);

        story.RunSteps();

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.Equal([Code], Undoing.Lasting(story.State).Select(effect => effect.Step.Id));
        Assert.StartsWith("What was before «Take dns back» is put back, as carol asked.", Write(story).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_what_could_not_be_read_and_what_was_left_before_when_one_step_is_to_be_put_back_then_its_plan_says_so_or_why_there_is_none()
    {
        string[] said = ["It could not be read which alarms are raised.", "Left by checkout-api-0 when it ended: the page stands."];
        foreach (PlanningOutcome outcome in (PlanningOutcome[])[new PlanningOutcome.Planned(Back(Dns)), new PlanningOutcome.Impossible("Somebody moved it since.", "Put it back by hand.")])
        {
            Story story = new Story().Approved().RunSteps();
            story.Send(new Undo(story.NextKey(), Story.Carol, Dns, null));
            story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Dns, outcome)]) { Unread = [said[0]], Left = [said[1]] });

            IReadOnlyList<string> told = story.State.Undoing is null ? story.Journal.Select(entry => entry.Event).OfType<PlanningFailed>().Last().Problems : story.State.Plan!.Remarks;
            Assert.Superset(said.ToHashSet(), told.ToHashSet());
        }
    }

    [Fact]
    public void Given_one_step_was_undone_when_it_is_given_up_then_what_is_left_and_what_was_put_back_are_named()
    {
        Story story = Undone();
        story.Send(new Abort(story.NextKey(), Story.Bob, "later"));

        Assert.Equal(BackoutPhase.Abandoned, story.State.Outcome);
        string[] residue = [.. Residue.Of(story.State).Select(one => one.Text)];
        Assert.Contains("Take code back: done, and stays so", residue);
        Assert.Contains("Take dns back: done, and put back again at 03:12 UTC", residue);
    }

    [Fact]
    public void Given_one_step_was_undone_when_the_rest_is_planned_again_then_it_is_done_again_and_the_whole_is_rolled_back()
    {
        Story story = Undone();
        story.Send(new Replan(story.NextKey(), Story.Alice));
        Assert.Null(story.State.Undoing);
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Code, new PlanningOutcome.NotNeeded("there")), new PlannedStep(Dns, new PlanningOutcome.Planned(Story.Step(Dns)))]));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps().Validated();

        Assert.Equal(BackoutPhase.RolledBack, story.State.Phase);
    }

    [Fact]
    public void Given_every_step_was_undone_when_it_is_given_up_then_it_is_stood_down_and_everything_was_put_back()
    {
        Story story = Undone();
        story.Send(new Undo(story.NextKey(), Story.Carol, Code, null));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Code, new PlanningOutcome.Planned(Back(Code)))]));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps();
        story.Send(new Abort(story.NextKey(), Story.Bob, "all of it"));
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.StoodDown, story.State.Phase);
        Assert.Contains("Everything was put back", Write(story).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_an_undo_that_failed_on_its_way_then_it_is_not_known_what_is_so()
    {
        Story story = Asked();
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Send(new IntendStep(story.NextKey(), UndoDns));
        story.Send(new ReportStart(story.NextKey(), UndoDns, 1, new StartOutcome.Started("handle", "begun")));
        story.Send(new ReportObservation(story.NextKey(), UndoDns, 1, new Observation.Failed("1 of 2 instances has it.", "Look.")));
        story.Send(new Abort(story.NextKey(), Story.Bob, "enough"));

        Assert.Contains(Residue.Of(story.State), one => one.Kind is ResidueKind.HalfDone && one.Text.Contains("It was being put back", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_an_undo_whose_plan_is_denied_or_expires_then_the_step_stands_as_it_was_and_the_rollback_is_proved_as_before()
    {
        Story denied = Asked();
        denied.Send(new Deny(denied.NextKey(), Story.Bob, null, "leave it"));
        Story expired = Asked();
        expired.Pass(TimeSpan.FromMinutes(16)).Tick();

        foreach (Story story in (Story[])[denied, expired])
        {
            Assert.Equal(BackoutPhase.Validating, story.State.Phase);
            Assert.Equal([Code, Dns], Undoing.Lasting(story.State).Select(effect => effect.Step.Id));
            Assert.Null(story.State.Undoing);
            story.LookedSince = story.Now;
            story.Validated();
            Assert.Equal(BackoutPhase.RolledBack, story.State.Phase);
        }

        Assert.Contains(expired.Said, said => said.Body is TextBody { Headline: var text } && text == "Putting that back is off; nothing was done by it, and whether what was done works is watched on.");
    }

    [Fact]
    public void Given_a_backout_that_puts_back_an_ended_one_when_one_of_its_own_steps_is_to_be_undone_and_that_is_denied_then_it_still_is_what_it_was()
    {
        var story = new Story(Chain);
        story.Send(new Start(story.NextKey(), Story.Alice, "v2.3.1 was worse") { Undoes = Ended(Chain) });
        story.Send(new ReportRestorePoint(story.NextKey(), new(story.Now, [], ["none"]), "none to go back to"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. UndoOrder.Of(Ended(Chain), Chain).Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(Story.Step(step.Id, supporting: step.Action.StartsWith("maintenance", StringComparison.Ordinal)))))]));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps();
        Assert.Null(story.Send(new Undo(story.NextKey(), Story.Carol, Dns, null)).Refusal);
        Assert.True(story.State.Undoing!.IsOfOwn);
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Dns, new PlanningOutcome.Planned(Back(Dns)))]));
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "leave it"));

        Assert.Equal("v2.4.0", FromTo.To(story.State));
        Assert.Equal(new BackoutId("checkout-api-1"), story.State.Undoing?.Of);
        story.LookedSince = story.Now;
        story.Validated();
        Assert.StartsWith("Back at v2.4.0", Write(story).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_an_undo_of_an_ended_backout_that_is_denied_when_it_is_still_needed_then_the_card_says_how_to_ask_for_it_and_not_for_a_rollback()
    {
        var story = new Story(Chain);
        story.Send(new Start(story.NextKey(), Story.Alice, "v2.3.1 was worse") { Undoes = Ended(Chain) });
        story.Send(new ReportRestorePoint(story.NextKey(), new(story.Now, [], ["none"]), "none to go back to"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. UndoOrder.Of(Ended(Chain), Chain).Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(Story.Step(step.Id, supporting: step.Action.StartsWith("maintenance", StringComparison.Ordinal)))))]));
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "too risky"));
        story.Send(new WritePostMortem(story.NextKey()));

        string ended = Advised.By(Write(story).Now, "Then say: undo *")[0];
        Assert.Null(new Story(Chain).Send(new Start(new("again"), Story.Alice, null) { Undoes = Ended(Chain) with { Of = new BackoutId(ended) } }).Refusal);
        Assert.DoesNotContain(story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>(), made => made.Headline.Contains("not taken back", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_an_undo_while_a_step_of_the_way_back_is_not_done_when_its_plan_is_denied_then_a_person_must_decide()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Failed("AccessDenied", "grant it")));
        story.Send(new Skip(story.NextKey(), Story.Bob, On, "no page"));
        StorySteps.Do(story, Dns);
        story.Send(new IntendStep(story.NextKey(), Code));
        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.Failed("AccessDenied", "grant it")));
        Assert.Null(story.Send(new Undo(story.NextKey(), Story.Carol, Dns, null)).Refusal);
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Dns, new PlanningOutcome.Planned(Back(Dns)))]));
        story.Send(new Deny(story.NextKey(), Story.Bob, null, "leave it"));

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
    }

    [Fact]
    public void Given_what_is_put_back_then_nobody_is_told_that_it_rolls_back_or_that_a_problem_is_solved()
    {
        Core.Services.ServiceDefinition service = Chain with { Audiences = [.. Enum.GetValues<Core.Services.AudienceKind>().Select(kind => new Core.Services.Audience(kind, $"#{kind}"))] };
        var story = new Story(service);
        story.Send(new Start(story.NextKey(), Story.Alice, "v2.3.1 was worse") { Undoes = Ended(Chain) });
        story.Send(new ReportRestorePoint(story.NextKey(), new(story.Now, [], ["none"]), "none to go back to"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. UndoOrder.Of(Ended(Chain), Chain).Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(Story.Step(step.Id, supporting: step.Action.StartsWith("maintenance", StringComparison.Ordinal)))))]));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps().Validated();

        string[] told = [.. story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().Select(made => made.Headline)];
        Assert.Contains("checkout-api: what checkout-api-1 did is being put back, as alice asked, approved by bob.", told);
        Assert.Contains("checkout-api: the earlier rollback is taken back, and the service is well.", told);
        Assert.Contains("Our work on the service is done.", told);
        Assert.DoesNotContain(told, one => one.Contains("rolling back", StringComparison.Ordinal) || one.Contains("problem", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_the_step_that_brought_the_good_release_when_it_is_to_be_undone_then_the_plan_says_what_comes_back()
    {
        var story = new Story();
        story.Send(new JoinSignal(story.NextKey(), Story.Alarm()));
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        story.Send(new ReportRestorePoint(story.NextKey(), new(story.Now, [new("code", "prod", "v2.3.1", System.Text.Json.JsonDocument.Parse("{}").RootElement) { Release = new ReleaseComponent("prod", "sha-231", "v2.3.1") }], []), "kept"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Code, new PlanningOutcome.Planned(Story.Step(Code)))]) { Leaving = Release.Of([new ReleaseComponent("prod", "sha-240", "v2.4.0")]) });
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps();
        story.Send(new Undo(story.NextKey(), Story.Carol, Code, null));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Code, new PlanningOutcome.Planned(Back(Code) with { Action = "code" }))]));

        string remark = Assert.Single(story.State.Plan!.Remarks);
        Assert.Equal("v2.4.0 is what this backout goes back from, since checkout-5xx at 03:12 UTC: see why before it is brought back.", remark);
        string[] told = Advised.By(remark, "* is what this backout goes back from*: see why before it is brought back.");
        Assert.Contains(told[1].Split(' ')[2], story.State.FirstBadSignal!.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_an_undo_up_for_approval_when_a_stop_is_asked_for_then_the_undo_is_up_again_once_that_is_denied_and_the_rollback_is_planned_once_it_is_done()
    {
        Story denied = Asked();
        denied.Send(new Stop(denied.NextKey(), Story.Carol, null, Story.Deploying));
        Assert.Null(denied.State.Undoing);
        denied.Send(new Deny(denied.NextKey(), Story.Bob, null, "let it finish"));
        Assert.Equal([Dns], denied.State.Undoing!.Steps.Select(step => step.Id));

        denied.Send(new Stop(denied.NextKey(), Story.Carol, null, Story.Deploying));
        denied.Send(new Approve(denied.NextKey(), Story.Bob, denied.State.Plan!.Hash));
        denied.RunSteps();
        Assert.Equal((BackoutPhase.Planning, null), (denied.State.Phase, denied.State.Undoing));
    }

    [Fact]
    public void Given_a_plan_that_is_being_made_when_a_step_is_to_be_undone_or_it_is_to_be_planned_anew_then_that_is_refused_and_the_plan_is_what_it_was_asked_for()
    {
        Story story = new Story().Approved().RunSteps();
        story.Send(new Replan(story.NextKey(), Story.Alice));
        Assert.Equal(BackoutPhase.Planning, story.State.Phase);

        Assert.Equal("The plan is still being made.", story.Send(new Undo(story.NextKey(), Story.Carol, Dns, null)).Refusal?.Explanation);
        Assert.Equal("The plan is still being made.", story.Send(new Replan(story.NextKey(), Story.Carol)).Refusal?.Explanation);
        Assert.Null(story.State.Undoing);
    }

    [Fact]
    public void Given_a_plan_of_an_earlier_round_that_comes_late_then_it_is_not_taken_for_that_of_this_one()
    {
        Story story = Asked();
        int asked = story.State.PlanRound;
        story.Send(new Replan(story.NextKey(), Story.Alice));
        Assert.Null(story.State.Undoing);

        story.Send(new ReportPlanning(story.NextKey(), asked, [new PlannedStep(Dns, new PlanningOutcome.Planned(Back(Dns)))]));

        Assert.Equal((BackoutPhase.Planning, null), (story.State.Phase, story.State.Plan));
    }

    [Fact]
    public void Given_a_step_that_was_not_done_or_is_closed_by_another_when_it_is_to_be_undone_then_it_is_said_which_could_be()
    {
        Story story = new Story().Approved().RunSteps();

        foreach (StepId step in (StepId[])[On, Off, new("nothing")])
        {
            Refusal refusal = story.Send(new Undo(story.NextKey(), Story.Carol, step, null)).Refusal!;
            Assert.Equal(RefusalCode.UnknownStep, refusal.Code);
            Assert.EndsWith("There is: code, dns.", refusal.Explanation, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Given_a_step_that_can_not_be_had_back_when_it_is_to_be_undone_then_that_is_said()
    {
        Story story = new Story().Proposed(Story.Step(Code) with { Reversibility = Reversibility.OneWay });
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps();

        Assert.Equal(RefusalCode.NoUndo, story.Send(new Undo(story.NextKey(), Story.Carol, Code, null)).Refusal?.Code);
    }

    [Fact]
    public void Given_a_running_plan_when_a_step_is_to_be_undone_then_it_has_to_be_paused_first()
    {
        Story story = new Story().Approved();

        Assert.Equal(RefusalCode.WrongPhase, story.Send(new Undo(story.NextKey(), Story.Carol, Code, null)).Refusal?.Code);
    }

    [Fact]
    public void Given_an_ended_backout_when_all_of_it_is_undone_then_from_and_to_change_places_and_what_was_done_last_goes_first()
    {
        Undoing all = Ended(Chain);
        var story = new Story(Chain);
        story.Send(new Start(story.NextKey(), Story.Alice, "v2.3.1 was worse") { Undoes = all });
        story.Send(new ReportRestorePoint(story.NextKey(), new(story.Now, [], ["none"]), "none to go back to"));
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. UndoOrder.Of(all, Chain).Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(Story.Step(step.Id, supporting: step.Action.StartsWith("maintenance", StringComparison.Ordinal)))))]));

        Assert.Equal([On, Dns, Code, Off], story.State.Plan!.Steps.Select(step => step.Id));
        Assert.Equal([On, Dns], story.State.Plan.Find(Code)!.After);
        Assert.Equal("v2.4.0", FromTo.To(story.State));
        Assert.Contains("This puts back what each step of checkout-api-1 had found.", Write(story).Now, StringComparison.Ordinal);
        Assert.Contains("v2.4.0 is what checkout-api-1 went back from: see why before it is brought back.", story.State.Plan.Remarks);
        Assert.Equal("checkout-api (production): alice wants put back what checkout-api-1 did.", story.Journal.Select(entry => entry.Event).OfType<AnnouncementMade>().First().Headline);

        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan.Hash));
        story.RunSteps().Validated();
        Assert.Equal(BackoutPhase.RolledBack, story.State.Phase);
        Assert.StartsWith("Back at v2.4.0", Write(story).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_an_ended_backout_that_changed_nothing_when_it_is_to_be_undone_then_no_other_is_begun()
    {
        var story = new Story();

        Assert.Equal(RefusalCode.NoUndo, story.Send(new Start(story.NextKey(), Story.Alice, null) { Undoes = new Undoing(Story.Alice, null, []) { Of = new BackoutId("checkout-api-1") } }).Refusal?.Code);
        Assert.DoesNotContain(story.Said, said => said.Body is CardBody);
    }

    [Fact]
    public void Given_a_plan_file_with_pages_one_after_the_other_when_all_is_undone_then_no_step_waits_for_itself()
    {
        StepId on2 = new("on-2"), late = new("late"), off2 = new("off-2");
        var service = Story.DefaultService with
        {
            Steps = [.. Story.DefaultService.Steps, new(on2, "maintenance-on", [Off]), new(late, "late", [on2]), new(off2, "maintenance-off", [late]) { Closes = on2 }],
        };

        var order = UndoOrder.Of(new Undoing(Story.Alice, null, [Story.Step(Code), Story.Step(Dns), Story.Step(late)]) { Of = new BackoutId("checkout-api-1") }, service).ToDictionary(step => step.Id, step => step.After);

        Assert.Equal([on2], order[late]);
        Assert.Equal([On, late], order[Code]);
        Assert.Equal([on2, late], order[off2]);
        Assert.Equal([On, Code, Dns], order[Off]);
        Assert.Empty(order[On]);
    }

    /// <summary>The page on, then the code, then the records, one after the other.</summary>
    private static Core.Services.ServiceDefinition Chain { get; } = Story.DefaultService with
    {
        Steps = [.. Story.DefaultService.Steps.Select(step => step.Id == Dns ? step with { After = [Code] } : step)],
    };

    internal static PlanStep Back(StepId step) => Story.Step(step) with { Id = new StepId($"undo-{step}"), Undoes = step, After = [On], Title = $"Put {step} back", Before = $"old {step}", Target = "new" };

    private static Undoing Ended(Core.Services.ServiceDefinition service)
    {
        Story story = new Story(service).Approved().RunSteps().Validated();
        return Undoing.All(story.State, Story.Alice, null) with { To = Release.Of([new ReleaseComponent("prod", "sha-240", "v2.4.0")]) };
    }

    /// <summary>Carol wants the records put back, of a backout that is being validated.</summary>
    internal static Story Asked()
    {
        Story story = new Story().Approved().RunSteps();
        Assert.Null(story.Send(new Undo(story.NextKey(), Story.Carol, Dns, "the old balancer is gone")).Refusal);
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Dns, new PlanningOutcome.Planned(Back(Dns)))]));
        return story;
    }

    private static Story Undone()
    {
        Story story = Asked();
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        return story.RunSteps();
    }

    private static Card Write(Story story) => CardWriter.Write(story.State, story.Now);
}
