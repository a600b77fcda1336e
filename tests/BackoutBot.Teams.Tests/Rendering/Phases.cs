using System.Text.Json;
using BackoutBot.Console.Tests.Fakes;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Teams.Tests.Rendering;

/// <summary>The story, stopped in each of its phases; every state is decided by the real domain.</summary>
internal static class Phases
{
    private static readonly PersonId Alice = new("alice");
    private static readonly PersonId Bob = new("bob");
    private static readonly PersonId Carol = new("carol");
    private static readonly StepId Deployment = new("deployment");

    private static readonly Dictionary<string, (BackoutPhase Phase, Func<DemoStory> Tell)> All = new(StringComparer.Ordinal)
    {
        ["preparing"] = (BackoutPhase.Preparing, () => Then(new DemoStory(), new Prepare(Key(1), Alice, "v2.4.0"))),
        ["not-ready"] = (BackoutPhase.NotReady, () => Then(new DemoStory(), [new Prepare(Key(1), Alice, "v2.4.0"), Captured(), .. Checklist.Checkable.Where(item => item.Phase <= 10).Select((item, index) => Check(index + 2, item))])),
        ["proposed"] = (BackoutPhase.Watching, () => new DemoStory().Break()),
        ["planning"] = (BackoutPhase.Planning, () => Then(new DemoStory().Break(), new Start(Key(1), Alice, "5xx"))),
        ["unplannable"] = (BackoutPhase.Unplannable, Unplannable),
        ["awaiting-approval"] = (BackoutPhase.AwaitingApproval, () => new DemoStory().Break().Ask()),
        ["approved-by-one"] = (BackoutPhase.AwaitingApproval, () => new DemoStory().Break().Ask().Approve()),
        ["running"] = (BackoutPhase.Running, Running),
        ["paused"] = (BackoutPhase.Paused, () => Then(Running(), new Pause(Key(1), Bob))),
        ["blocked"] = (BackoutPhase.Blocked, () => Then(Running(), new ReportObservation(Key(1), Deployment, 1, new Observation.Failed("CodeDeploy: 2 instances failed in ApplicationStop.", "Read the agent's log on i-0c0ffee0000000003, then retry.")))),
        ["uncertain"] = (BackoutPhase.Blocked, Uncertain),
        ["validating"] = (BackoutPhase.Validating, Validating),
        ["unproven"] = (BackoutPhase.Unproven, Unproven),
        ["rolled-back-in-part"] = (BackoutPhase.RolledBackInPart, () => Then(Unproven(), new Accept(Key(11), Carol, "the alarm is known to lag"), new WritePostMortem(Key(12)))),
        ["rolled-back"] = (BackoutPhase.RolledBack, () => Running().Finish()),
        ["stood-down"] = (BackoutPhase.StoodDown, () => Then(new DemoStory().Break().Ask(), new Deny(Key(1), Bob, null, "a hotfix is on its way"), new WritePostMortem(Key(2)))),
        ["not-needed"] = (BackoutPhase.NotNeeded, () => Then(new DemoStory().Break(), new Dismiss(Key(1), Carol, "a false alarm"))),
        ["abandoned"] = (BackoutPhase.Abandoned, () => Then(Running(), new ReportObservation(Key(1), Deployment, 1, new Observation.Failed("CodeDeploy failed.", "See its log.")), new Abort(Key(2), Carol, "we mend it by hand"), new WritePostMortem(Key(3)))),
    };

    public static IEnumerable<string> Names => All.Keys;

    /// <summary>The story at that point, which is in the phase that its name says.</summary>
    public static DemoStory Of(string name)
    {
        (BackoutPhase phase, Func<DemoStory> tell) = All[name];
        DemoStory story = tell();
        Assert.Equal(phase, story.State.Phase);
        return story;
    }

    private static DemoStory Running() => new DemoStory().Break().Ask().Approve().ApproveAgain().Run();

    private static DemoStory Unplannable()
    {
        DemoStory story = new DemoStory().Break().Ask();
        return Then(story, new Replan(Key(1), Alice), new ReportPlanning(Key(2), story.State.PlanRound + 1, [.. story.State.Plan!.Steps.Select(step => new PlannedStep(step.Id, new PlanningOutcome.Impossible($"{step.Id}: access denied for bo-verify.", "Give the role the permission, then plan again.")))]));
    }

    private static DemoStory Uncertain()
    {
        DemoStory story = new DemoStory().Break().Ask().Approve().ApproveAgain();
        return Then(story, new IntendStep(Key(1), Deployment), new ReportStart(Key(2), Deployment, 1, new StartOutcome.Uncertain("The answer to StopDeployment was lost.", "See in CodeDeploy whether d-9VZQ3M2KX is Stopped.")));
    }

    private static DemoStory Validating()
    {
        StepId dns = new("dns");
        return Then(
            Running(),
            new ReportObservation(Key(1), Deployment, 1, new Observation.Succeeded("8 of 8 instances are on v2.3.1.", [])),
            new IntendStep(Key(2), dns),
            new ReportStart(Key(3), dns, 1, new StartOutcome.Started("/change/C0SHOP", "Route 53 takes the change on.")),
            new ReportObservation(Key(4), dns, 1, new Observation.Succeeded("api.shop.example. answers checkout-v231.shop.example.", [])));
    }

    private static DemoStory Unproven()
    {
        DemoStory story = Validating();
        story.Pass(60 * 60);
        return Then(story, new Tick(Key(9)));
    }

    private static ReportRestorePoint Captured() =>
        new(Key(90), new RestorePoint(new DemoStory().Time.GetUtcNow(), [new CapturedState("route53-revert", "api.shop.example. CNAME", "checkout-v231.shop.example., TTL 60", JsonDocument.Parse("{}").RootElement)], []), "captured now");

    private static ReportCheck Check(int key, ChecklistItem item) => new(Key(key), item.Id.Value switch
    {
        "3.1" => new CheckResult(item.Id, CheckStatus.Fail, "checkout-api-prod has no health check.", "Set a health check path on the target group.", []),
        "7.1" => new CheckResult(item.Id, CheckStatus.Warn, "checkout-api-health lacks data.", "See why it lacks data.", []),
        "1.1" => new CheckResult(item.Id, CheckStatus.Unknown, "RDS can't be read: access denied.", "Give bo-verify rds:DescribeDBSnapshots.", []),
        _ => new CheckResult(item.Id, CheckStatus.Pass, "As it must be.", null, []),
    });

    private static DemoStory Then(DemoStory story, params BackoutCommand[] commands)
    {
        foreach (BackoutCommand command in commands)
        {
            story.Tell(command, command.By is { } ? new(true, true, "member of checkout-approvers") : null);
        }

        return story;
    }

    private static CommandKey Key(int number) => new($"phase-{number}");
}
