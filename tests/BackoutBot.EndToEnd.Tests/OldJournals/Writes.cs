using BackoutBot.Core.Backouts.Events;
using BackoutBot.EndToEnd.Tests.Processes;
using BackoutBot.EndToEnd.Tests.World;

namespace BackoutBot.EndToEnd.Tests.OldJournals;

/// <summary>The writes to AWS that a backout makes from its approval to its end, those before the upgrade among them.</summary>
internal static class Writes
{
    /// <summary>What the steps of the plan come to, if each has its effect once.</summary>
    public static IReadOnlyList<string> Expected(Backout backout) =>
        [.. backout.Events<PlanProposed>().Last().Plan.Steps.SelectMany(step => Of(step.Action)).Order(StringComparer.Ordinal)];

    /// <summary>What had its effect, by the account's own log.</summary>
    public static IReadOnlyList<string> Effective(IReadOnlyList<SandboxCall> calls) =>
        [.. calls.Where(call => call.IsEffective && call.Operation != "ConfirmSubscription").Select(call => call.Action).Order(StringComparer.Ordinal)];

    /// <summary>How many had it once more than they should.</summary>
    public static int Doubled(Backout backout, IReadOnlyList<SandboxCall> calls)
    {
        ILookup<string, string> expected = Expected(backout).ToLookup(action => action, StringComparer.Ordinal);
        int excess = Effective(calls).GroupBy(action => action, StringComparer.Ordinal).Sum(action => Math.Max(0, action.Count() - expected[action.Key].Count()));
        return Math.Max(excess, calls.Count(call => call.IsEffective && call.RepeatOf is not null));
    }

    private static string[] Of(string action) => action switch
    {
        "codedeploy-stop" => ["codedeploy:StopDeployment"],
        "codedeploy-redeploy" => ["codedeploy:CreateDeployment"],
        "route53-revert" => ["route53:ChangeResourceRecordSets"],
        "maintenance-on" => ["elasticloadbalancing:CreateRule", "elasticloadbalancing:CreateRule"],
        "maintenance-off" => ["elasticloadbalancing:DeleteRule", "elasticloadbalancing:DeleteRule"],
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "No plan of the kept journals has such a step."),
    };
}
