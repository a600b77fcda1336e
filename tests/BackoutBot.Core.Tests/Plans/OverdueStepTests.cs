using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Steps;
using BackoutBot.Core.Tests.Backouts;

namespace BackoutBot.Core.Tests.Plans;

/// <summary>A step that hangs is told, and fails nothing.</summary>
public sealed class OverdueStepTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);
    private static readonly StepId Code = new("code");
    private static readonly StepId Dns = new("dns");

    [Fact]
    public void Given_a_step_under_way_then_the_backout_is_woken_at_its_deadline()
    {
        Story story = Begun();

        Assert.Equal(Story.Begin + Deadline, BackoutAgenda.Of(story.State, story.Service, story.Now).WakeAt);
    }

    [Fact]
    public void Given_a_step_past_its_deadline_then_people_are_told_once_and_it_runs_on()
    {
        Story story = Begun();

        story.Pass(Deadline).Tick().Tick();

        Assert.Equal(new StepOverdue(Code, 1, Deadline), Assert.Single(story.Journal.Select(entry => entry.Event).OfType<StepOverdue>()));
        Assert.Equal(BackoutPhase.Running, story.State.Phase);
        Assert.Equal(StepPhase.Running, story.State.Steps[Code].Phase);
        Assert.Null(BackoutAgenda.Of(story.State, story.Service, story.Now).WakeAt);
        TextBody told = Assert.IsType<TextBody>(story.Said[^1].Body);
        Assert.Equal("Take code back: not done after 10 min; about 60 s were expected. It is watched on, and nothing is called off.", told.Headline);
        Card card = CardWriter.Write(story.State, story.Now);
        Assert.Contains("«Take code back» takes longer than the 10 min allowed for it: begun", card.Now, StringComparison.Ordinal);
        Assert.Contains("skip code <reason>", card.Waiting, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_an_overdue_step_when_it_ends_well_after_all_then_it_is_done_as_any_other()
    {
        Story story = Begun();
        story.Pass(Deadline).Tick();

        story.Send(new ReportObservation(story.NextKey(), Code, 1, new Observation.Succeeded("done", [])));

        Assert.Equal(StepPhase.Succeeded, story.State.Steps[Code].Phase);
        Assert.DoesNotContain("longer", CardWriter.Write(story.State, story.Now).Now, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_an_overdue_step_when_an_approver_skips_it_as_the_card_says_then_it_goes_on_and_what_it_may_have_done_is_named()
    {
        Story story = Begun();
        story.Pass(Deadline).Tick();
        Assert.Contains(CardWriter.Write(story.State, story.Now).Buttons, button => button.Verb is CardVerb.Skip && button.Step == Code);

        Assert.Null(story.Send(new Skip(story.NextKey(), Story.Bob, Code, "done by hand")).Refusal);

        Assert.Equal(StepPhase.Skipped, story.State.Steps[Code].Phase);
        Assert.Contains(Residue.Of(story.State), one => one.Text.Contains("code", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_a_step_that_the_provider_does_not_take_on_then_it_can_be_skipped_only_once_it_is_overdue()
    {
        Story story = Approved();
        story.Send(new IntendStep(story.NextKey(), Code));
        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.NotYet("Deployment d-1 is in flight.")));
        Assert.NotNull(story.Send(new Skip(story.NextKey(), Story.Bob, Code, "by hand")).Refusal);

        story.Pass(Deadline).Tick();

        Assert.Null(story.Send(new Skip(story.NextKey(), Story.Bob, Code, "by hand")).Refusal);
        Assert.Equal(StepPhase.Skipped, story.State.Steps[Code].Phase);
    }

    [Fact]
    public void Given_an_attempt_that_failed_when_it_is_tried_again_then_its_time_begins_anew()
    {
        Story story = Begun();
        story.Pass(Deadline).Tick();
        story.Send(new ReportObservation(story.NextKey(), Code, 1, new Observation.Failed("no", "none")));
        story.Send(new Retry(story.NextKey(), Story.Bob, Code));

        story.Send(new IntendStep(story.NextKey(), Code));

        Assert.False(story.State.Steps[Code].IsOverdue);
        Assert.Equal(story.Now + Deadline, BackoutAgenda.OverdueAt(story.State, story.State.Plan!.Find(Code)!));
    }

    [Fact]
    public void Given_a_step_that_an_earlier_version_planned_then_it_has_no_deadline()
    {
        Story story = new Story().Proposed(Story.Step(Code), Story.Step(Dns));
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Send(new IntendStep(story.NextKey(), Code));

        story.Pass(TimeSpan.FromDays(1)).Tick();

        Assert.False(story.State.Steps[Code].IsOverdue);
    }

    private static Story Approved()
    {
        Story story = new Story().Proposed(Story.Step(Code) with { Deadline = Deadline }, Story.Step(Dns) with { Deadline = Deadline });
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        return story;
    }

    private static Story Begun()
    {
        Story story = Approved();
        story.Send(new IntendStep(story.NextKey(), Code));
        story.Send(new ReportStart(story.NextKey(), Code, 1, new StartOutcome.Started("handle", "begun")));
        return story;
    }
}
