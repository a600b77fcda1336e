using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Tests.Backouts;

/// <summary>The steps of the story's service, and how a test performs them one by one.</summary>
internal static class StorySteps
{
    internal static readonly StepId On = new("maintenance-on");
    internal static readonly StepId Code = new("code");
    internal static readonly StepId Dns = new("dns");
    internal static readonly StepId Off = new("maintenance-off");

    /// <summary>An approved plan whose page is up, and nothing else done yet.</summary>
    internal static Story PageUp()
    {
        Story story = new Story().Approved();
        Do(story, On);
        return story;
    }

    /// <summary>A plan that takes away what no step of it put up.</summary>
    internal static Story PageOfAnother()
    {
        Story story = new Story().Broken();
        story.Send(new Start(story.NextKey(), Story.Alice, "5xx"));
        Propose(story, Code, Off);
        return story;
    }

    /// <summary>A plan of these steps is up for approval; the others of the plan file are not needed.</summary>
    internal static void Propose(Story story, params StepId[] steps) =>
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. steps.Select(id => new PlannedStep(id, new PlanningOutcome.Planned(Story.Step(id))))]));

    /// <summary>No step of the plan file is needed.</summary>
    internal static void PlanNothing(Story story) =>
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.NotNeeded("It is as captured.")))]));

    internal static void Begin(Story story, StepId step)
    {
        story.Send(new IntendStep(story.NextKey(), step));
        story.Send(new ReportStart(story.NextKey(), step, story.State.Steps[step].Attempt, new StartOutcome.Started("handle", "begun")));
    }

    internal static void Observe(Story story, StepId step, Observation seen) =>
        story.Send(new ReportObservation(story.NextKey(), step, story.State.Steps[step].Attempt, seen));

    internal static void Do(Story story, StepId step)
    {
        Begin(story, step);
        Observe(story, step, new Observation.Succeeded("done", []));
        Assert.Equal(StepPhase.Succeeded, story.State.Steps[step].Phase);
    }
}
