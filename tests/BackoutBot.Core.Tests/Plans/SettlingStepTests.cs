using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Tests.Backouts;

namespace BackoutBot.Core.Tests.Plans;

/// <summary>A step whose change is made, and which waits only for what lies with others, such as resolvers that keep an old answer.</summary>
public sealed class SettlingStepTests
{
    private static readonly StepId On = new("maintenance-on");
    private static readonly StepId Code = new("code");
    private static readonly StepId Dns = new("dns");
    private static readonly StepId Off = new("maintenance-off");

    [Fact]
    public void Given_a_step_that_settles_when_all_others_are_done_then_the_page_comes_down_and_validation_waits()
    {
        Story story = new Story().Approved();
        Do(story, On);
        Do(story, Code);
        Begin(story, Dns);
        Observe(story, Dns, new Observation.Running(10, "Route 53 passes it on."));
        Assert.DoesNotContain(story.Agenda, work => work is Work.Intend);

        Observe(story, Dns, new Observation.Running(40, "Resolvers may keep the old answer.") { IsSettling = true });
        Assert.Equal(Off, Assert.Single(story.Agenda.OfType<Work.Intend>()).Step);
        Do(story, Off);
        Assert.Equal(BackoutPhase.Running, story.State.Phase);

        Observe(story, Dns, new Observation.Unseen("Throttled."));
        Assert.True(story.State.Steps[Dns].IsSettling);
        Observe(story, Dns, new Observation.Succeeded("as captured", []));
        Assert.Equal(BackoutPhase.Validating, story.State.Phase);
    }

    [Fact]
    public void Given_a_step_that_settles_when_another_step_waits_for_it_that_takes_nothing_away_then_that_waits()
    {
        Story story = new(Story.DefaultService with { Steps = [new(Dns, "dns", []), new(Code, "deploy", [Dns])] });
        story.Approved();
        Begin(story, Dns);
        Observe(story, Dns, new Observation.Running(40, "Resolvers may keep the old answer.") { IsSettling = true });

        Assert.DoesNotContain(story.Agenda, work => work is Work.Intend);
    }

    [Fact]
    public void Given_a_step_that_settles_when_the_time_is_estimated_then_the_page_is_not_counted_after_it()
    {
        PlanStep dns = Story.Step(Dns) with { Estimate = TimeSpan.FromMinutes(6), Settling = TimeSpan.FromMinutes(5) };
        Story story = new Story().Proposed(Story.Step(On, supporting: true), Story.Step(Code), dns, Story.Step(Off, supporting: true) with { Estimate = TimeSpan.FromMinutes(2) });

        Assert.Equal(TimeSpan.FromMinutes(1 + 6), story.State.Plan!.Estimate);
    }

    private static void Do(Story story, StepId step)
    {
        Begin(story, step);
        Observe(story, step, new Observation.Succeeded("done", []));
    }

    private static void Begin(Story story, StepId step)
    {
        story.Send(new IntendStep(story.NextKey(), step));
        story.Send(new ReportStart(story.NextKey(), step, 1, new StartOutcome.Started("handle", "begun")));
    }

    private static void Observe(Story story, StepId step, Observation seen) => story.Send(new ReportObservation(story.NextKey(), step, 1, seen));
}
