using BackoutBot.Core.Backouts;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Steps;
using BackoutBot.Walk.Tests.Cases;

namespace BackoutBot.Walk.Tests.Endings;

/// <summary>Something goes wrong with the step whose intent has just been written down, and then people do something.</summary>
internal abstract class StepFault(string name) : WayToEnd(name)
{
    /// <summary>At the step's own boundary only: elsewhere it would be the same case.</summary>
    public override bool IsPossible(BackoutState state) => Intended(state) is not null;

    /// <summary>Has the calls of a step's action go wrong.</summary>
    protected static async Task FaultAsync(WalkedBackout walk, string kind, int times = 1, int after = 0)
    {
        var step = Intended(walk.State)!;
        foreach (var operation in CallsOf(step.Action))
        {
            await walk.Account.FaultAsync(operation, kind, times, after, walk.Plan.AccountOf(step.Id.Value));
        }
    }

    /// <summary>The step that is about to be begun; null where none is.</summary>
    protected static PlanStep? Intended(BackoutState state) =>
        state.StepsAtHand.LastOrDefault(step => state.Steps[step.Id] is { Phase: StepPhase.Starting });

    /// <summary>How many calls the step makes.</summary>
    protected static int CallCount(PlanStep step) => step.Input.TryGetProperty("listeners", out var listeners) ? listeners.GetArrayLength() : 1;

    private static IReadOnlyList<string> CallsOf(string action) => action switch
    {
        "maintenance-on" => ["elasticloadbalancing:CreateRule"],
        "maintenance-off" => ["elasticloadbalancing:DeleteRule"],
        "codedeploy-stop" => ["codedeploy:StopDeployment"],
        "codedeploy-redeploy" => ["codedeploy:CreateDeployment"],
        "route53-revert" => ["route53:ChangeResourceRecordSets"],
        _ => throw new InvalidOperationException($"Which calls {action} makes is not known here: add them."),
    };
}
