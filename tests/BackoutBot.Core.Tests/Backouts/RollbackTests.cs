using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Tests.Backouts;

public sealed class RollbackTests
{
    private static readonly StepId On = new("maintenance-on");
    private static readonly StepId Code = new("code");
    private static readonly StepId Dns = new("dns");

    [Fact]
    public void Given_an_approved_plan_when_it_runs_then_each_step_waits_for_those_before_it()
    {
        Story story = new Story().Approved();
        Assert.Equal([new Work.Intend(On, 1)], story.Agenda);

        Finish(story, On);
        Assert.Equal([new Work.Intend(Code, 1), new Work.Intend(Dns, 1)], story.Agenda);
    }

    [Fact]
    public void Given_an_intent_on_disk_when_the_process_died_then_the_agenda_asks_to_begin_that_same_attempt_with_the_same_key()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        IdempotencyKey key = story.Journal.Select(entry => entry.Event).OfType<StepIntended>().Single().Key;

        BackoutState reloaded = story.Journal.Aggregate(BackoutState.New(story.State.Id), (state, entry) => state.Apply(entry));

        Assert.Equal([new Work.Begin(On, 1, key)], BackoutAgenda.Of(reloaded, story.Service, story.Now).Work);
    }

    [Fact]
    public void Given_a_step_that_was_intended_when_it_is_intended_again_then_nothing_happens()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), On));

        Assert.Empty(story.Send(new IntendStep(story.NextKey(), On)).Events);
    }

    [Fact]
    public void Given_a_failed_step_when_it_is_retried_then_the_next_attempt_has_a_key_of_its_own_and_the_rest_goes_on()
    {
        Story story = new Story().Approved();
        Finish(story, On);
        story.Send(new IntendStep(story.NextKey(), Code));
        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.Failed("access denied", "grant it")));
        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.DoesNotContain(story.Agenda, work => work is Work.Intend);

        Assert.Equal(RefusalCode.NotAnApprover, story.Send(new Retry(story.NextKey(), Story.Dave, Code)).Refusal?.Code);
        Assert.Null(story.Send(new Retry(story.NextKey(), Story.Bob, null)).Refusal);
        Assert.Equal(BackoutPhase.Running, story.State.Phase);

        story.RunSteps();
        Assert.Equal(BackoutPhase.Validating, story.State.Phase);
        Assert.Equal(2, story.Journal.Select(entry => entry.Event).OfType<StepIntended>().Where(intent => intent.Step == Code).Select(intent => intent.Key).Distinct().Count());
    }

    [Fact]
    public void Given_two_failed_steps_when_one_is_retried_then_only_that_one_starts_while_the_other_still_blocks()
    {
        Story story = new Story().Approved();
        Finish(story, On);
        foreach (StepId step in (StepId[])[Code, Dns])
        {
            story.Send(new IntendStep(story.NextKey(), step));
        }

        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.Failed("no", "mend")));
        story.Send(new ReportStart(story.NextKey(), Dns, 1, new StartOutcome.Uncertain("lost", "look")));
        Assert.Equal(RefusalCode.UnknownStep, story.Send(new Retry(story.NextKey(), Story.Bob, null)).Refusal?.Code);

        story.Send(new Retry(story.NextKey(), Story.Bob, Code));

        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        Assert.Equal([new Work.Intend(Code, 2)], story.Agenda);
    }

    [Fact]
    public void Given_an_uncertain_step_when_a_person_skips_it_with_a_reason_then_the_rollback_goes_on_without_it()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Uncertain("lost", "look")));

        Assert.Equal(RefusalCode.ReasonMissing, story.Send(new Skip(story.NextKey(), Story.Bob, On, "")).Refusal?.Code);
        story.Send(new Skip(story.NextKey(), Story.Bob, On, "the page is up, I looked"));

        Assert.Equal(StepPhase.Skipped, story.State.Steps[On].Phase);
        Assert.Equal(BackoutPhase.Running, story.State.Phase);
        Assert.Equal(2, story.Agenda.OfType<Work.Intend>().Count());
    }

    [Fact]
    public void Given_a_pause_when_a_step_ends_then_no_new_one_starts_until_it_is_resumed()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        story.Send(new Pause(story.NextKey(), Story.Dave));
        Finish(story, On);

        Assert.Equal(BackoutPhase.Paused, story.State.Phase);
        Assert.Empty(story.Agenda);
        Assert.Equal(RefusalCode.NotAnApprover, story.Send(new Resume(story.NextKey(), Story.Dave)).Refusal?.Code);
        story.Send(new Resume(story.NextKey(), Story.Carol));
        Assert.Equal(2, story.Agenda.Count);
    }

    [Fact]
    public void Given_a_report_of_an_earlier_attempt_when_it_comes_late_then_it_changes_nothing()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Failed("no", "mend")));
        story.Send(new Retry(story.NextKey(), Story.Bob, On));
        story.Send(new IntendStep(story.NextKey(), On));

        Assert.Empty(story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Started("old", "old"))).Events);
        Assert.Equal(StepPhase.Starting, story.State.Steps[On].Phase);
    }

    [Fact]
    public void Given_progress_that_says_nothing_new_when_it_is_reported_then_nothing_is_journalled()
    {
        Story story = new Story().Approved();
        story.Send(new IntendStep(story.NextKey(), On));
        story.Send(new ReportStart(story.NextKey(), On, 1, new StartOutcome.Started("h", "begun")));
        story.Send(new ReportObservation(story.NextKey(), On, 1, new Observation.Running(50, "half")));

        Assert.Empty(story.Send(new ReportObservation(story.NextKey(), On, 1, new Observation.Running(50, "half"))).Events);
    }

    [Fact]
    public void Given_steps_that_are_done_when_it_does_not_get_well_in_time_then_an_approver_decides()
    {
        Story story = new Story().Approved().RunSteps();
        story.Send(new ReportValidation(story.NextKey(), [Story.Check("12.1", CheckStatus.Fail)], story.LookedSince));
        story.Pass(TimeSpan.FromMinutes(20)).Tick();
        Assert.Equal(BackoutPhase.Unproven, story.State.Phase);

        Assert.Equal(RefusalCode.ReasonMissing, story.Send(new Accept(story.NextKey(), Story.Bob, null)).Refusal?.Code);
        story.Send(new Accept(story.NextKey(), Story.Bob, "known flake"));
        Assert.Equal(BackoutPhase.Reviewing, story.State.Phase);
        Assert.Equal(BackoutPhase.RolledBackInPart, story.State.Outcome);
    }

    [Fact]
    public void Given_wellness_that_breaks_when_it_comes_back_then_the_soak_time_begins_anew()
    {
        Story story = new Story().Approved().RunSteps();
        story.Send(new ReportValidation(story.NextKey(), [Story.Check("12.1", CheckStatus.Pass)], story.LookedSince));
        story.Pass(TimeSpan.FromSeconds(100));
        story.Send(new ReportValidation(story.NextKey(), [Story.Check("12.1", CheckStatus.Unknown)], story.LookedSince));
        story.Send(new ReportValidation(story.NextKey(), [Story.Check("12.1", CheckStatus.Pass)], story.LookedSince));
        story.Pass(TimeSpan.FromSeconds(100)).Tick();
        Assert.Equal(BackoutPhase.Validating, story.State.Phase);

        story.Pass(TimeSpan.FromSeconds(20));
        story.Send(new ReportValidation(story.NextKey(), [Story.Check("12.1", CheckStatus.Pass)], story.LookedSince));
        Assert.Equal(BackoutPhase.Reviewing, story.State.Phase);
    }

    [Fact]
    public void Given_work_that_had_begun_when_it_is_aborted_then_the_outcome_is_abandoned_and_says_what_was_done()
    {
        Story story = new Story().Approved();
        Finish(story, On);
        Finish(story, new StepId("code"));
        story.Send(new Abort(story.NextKey(), Story.Bob, "we go forward instead"));
        story.RunSteps();
        story.Send(new WritePostMortem(story.NextKey()));

        Assert.Equal(BackoutPhase.Abandoned, story.State.Phase);
        Assert.Contains("- Take code back: done, and stays so", story.Journal.Select(entry => entry.Event).OfType<PostMortemWritten>().Single().Markdown, StringComparison.Ordinal);
    }

    private static void Finish(Story story, StepId step)
    {
        story.Send(new IntendStep(story.NextKey(), step));
        story.Send(new ReportStart(story.NextKey(), step, 1, new StartOutcome.Started("h", "begun")));
        story.Send(new ReportObservation(story.NextKey(), step, 1, new Observation.Succeeded("done", [])));
    }
}
