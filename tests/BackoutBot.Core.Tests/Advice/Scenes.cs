using System.Text.Json;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.Story;

namespace BackoutBot.Core.Tests.Advice;

/// <summary>Where a backout stands when somebody is told what to do.</summary>
internal static class Scenes
{
    internal static readonly StepId On = new("maintenance-on");
    internal static readonly StepId Code = new("code");
    internal static readonly StepId Dns = new("dns");
    internal static readonly StepId Off = new("maintenance-off");

    /// <summary>Nothing that the plan could do was found.</summary>
    internal static PlanningOutcome.Impossible Impossible { get; } = new("No earlier revision.", "Deploy one by hand.");

    /// <summary>The checks before a deployment are under way.</summary>
    internal static Story Prepared()
    {
        var story = new Story();
        story.Does(Alice, "prepare checkout-api v2.4.0", inThread: false);
        return story;
    }

    /// <summary>No plan could be made.</summary>
    internal static Story Unplannable()
    {
        Story story = new Story().Broken();
        story.Does(Alice, "start checkout-api");
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Code, Impossible)]));
        Assert.Equal(BackoutPhase.Unplannable, story.State.Phase);
        return story;
    }

    /// <summary>The page is up, and nothing inside has begun.</summary>
    internal static Story Inside()
    {
        Story story = new Story().Approved();
        Begin(story, On);
        End(story, On);
        return story;
    }

    /// <summary>Both steps inside the page failed.</summary>
    internal static Story TwoFailed()
    {
        Story story = Inside();
        Begin(story, Code);
        Begin(story, Dns);
        Fail(story, Code);
        Fail(story, Dns);
        return story;
    }

    /// <summary>All is done, and the page stays because the step that takes it away was skipped.</summary>
    internal static Story HeldOpen()
    {
        Story story = Inside();
        foreach (StepId step in (StepId[])[Code, Dns])
        {
            Begin(story, step);
            End(story, step);
        }

        Begin(story, Off);
        Fail(story, Off);
        story.Does(Bob, "skip maintenance-off I do it by hand");
        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        return story;
    }

    /// <summary>The page is not taken away, for a step inside is not, or can't be seen to be, as the plan left it.</summary>
    internal static Story Kept(bool isUnread)
    {
        Story story = Inside();
        foreach (StepId step in (StepId[])[Code, Dns])
        {
            Begin(story, step);
            End(story, step);
        }

        story.Send(new IntendStep(story.NextKey(), Off) { Verified = [new StepVerification(Code, null), new StepVerification(Dns, "api.shop.example. is another.") { IsUnread = isUnread }] });
        Assert.Equal(BackoutPhase.Blocked, story.State.Phase);
        return story;
    }

    /// <summary>The page is up, and the plan that was to follow was denied.</summary>
    internal static Story Unapproved()
    {
        Story story = Inside();
        story.Does(Bob, "pause");
        story.Does(Bob, "replan");
        Propose(story);
        story.Does(Bob, "deny not so");
        Assert.Equal((BackoutPhase.Blocked, false), (story.State.Phase, story.State.HasApprovedPlan));
        return story;
    }

    /// <summary>It was given up, and the page was left.</summary>
    internal static Story Left()
    {
        Story story = Inside();
        story.Does(Bob, "abort enough");
        Begin(story, Off);
        Fail(story, Off);
        story.Does(Bob, "leave until noon");
        story.Send(new WritePostMortem(story.NextKey()));
        Assert.True(story.State.IsClosed);
        return story;
    }

    /// <summary>The plan leaves a record as somebody moved it.</summary>
    internal static Story Moved()
    {
        Story story = new Story().Broken();
        story.Does(Alice, "start checkout-api");
        story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound, [new PlannedStep(Code, new PlanningOutcome.Planned(Step(Code)))])
        {
            Moved = [new MovedResource("dns", "api.shop.example.", "old", Story.Begin, "api.shop.example. is new")],
        });
        return story;
    }

    /// <summary>A step is at work for longer than it may take.</summary>
    internal static Story Overdue()
    {
        Story story = Bounded();
        Begin(story, On);
        End(story, On);
        Begin(story, Code);
        return story.Pass(Bound).Tick();
    }

    /// <summary>The step that takes the page away at the end is at work for longer than it may take.</summary>
    internal static Story OverdueEnding()
    {
        Story story = Bounded();
        Begin(story, On);
        End(story, On);
        story.Does(Bob, "abort enough");
        Begin(story, Off);
        return story.Pass(Bound).Tick();
    }

    /// <summary>A point was chosen that is proven, and the one right before is not.</summary>
    internal static Story Chosen()
    {
        var story = new Story();
        story.Does(Alice, "start checkout-api", inThread: false);
        story.Send(new ReportRestorePoint(story.NextKey(), new RestorePoint(story.Now, [new CapturedState("deploy", "checkout-api", "v2.3.0", JsonDocument.Parse("{}").RootElement)], []), "kept")
        {
            Choice = new PointChoice("proven", new OfferedPoint("v2.3.1", "not proven")),
        });
        Propose(story);
        return story;
    }

    /// <summary>A plan of all steps is up.</summary>
    internal static void Propose(Story story) => story.Send(new ReportPlanning(story.NextKey(), story.State.PlanRound,
        [.. story.Service.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.Planned(Step(step.Id, supporting: step.Action.StartsWith("maintenance", StringComparison.Ordinal)))))]));

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);

    private static Story Bounded()
    {
        Story story = new Story().Proposed([.. DefaultService.Steps.Select(step => Step(step.Id, supporting: step.Action.StartsWith("maintenance", StringComparison.Ordinal)) with { Deadline = Bound })]);
        story.Does(Bob, $"approve {story.State.Plan!.Hash.Value[..8]}");
        return story;
    }

    /// <summary>What is typed begins a backout where none is open.</summary>
    internal static void Begins(string typed)
    {
        var anew = new Story();
        anew.Does(Alice, typed, inThread: false);
        Assert.Equal(BackoutPhase.Planning, anew.State.Phase);
    }

    internal static void Begin(Story story, StepId step)
    {
        story.Send(new IntendStep(story.NextKey(), step));
        story.Send(new ReportStart(story.NextKey(), step, story.State.Steps[step].Attempt, new StartOutcome.Started("handle", "begun")));
    }

    internal static void End(Story story, StepId step) =>
        story.Send(new ReportObservation(story.NextKey(), step, story.State.Steps[step].Attempt, new Observation.Succeeded("done", [])));

    internal static void Fail(Story story, StepId step) =>
        story.Send(new ReportObservation(story.NextKey(), step, story.State.Steps[step].Attempt, new Observation.Failed("bad", "Mend it.")));
}
