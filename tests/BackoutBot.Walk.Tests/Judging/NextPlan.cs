using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Walk.Tests.Accounts;
using BackoutBot.Walk.Tests.Bots;
using BackoutBot.Walk.Tests.Cases;

namespace BackoutBot.Walk.Tests.Judging;

/// <summary>What the next backout of the service would do.</summary>
/// <param name="Phase">Where it stands.</param>
/// <param name="Lines">Its steps' titles, what it leaves out, and why there is none.</param>
internal sealed record NextPlan(BackoutPhase Phase, IReadOnlyList<string> Lines)
{
    private static readonly TimeSpan ListsLag = TimeSpan.FromSeconds(5);

    /// <summary>Starts it, as far as its plan.</summary>
    public static async Task<NextPlan> MakeAsync(WalkedBackout walk)
    {
        // Lists of rules lag behind a moment, in which nobody starts the next one.
        walk.Account.Clock.Advance(ListsLag);
        await walk.Bot.TurnToAsync(new BackoutId("checkout-api-2"));
        walk.People = _ => null;
        await walk.SayAsync(new Start(walk.NextKey(), WalkPeople.Alice, "once more"));
        await walk.GoUntilAsync(state => state.Phase is not (BackoutPhase.Watching or BackoutPhase.Planning));
        var state = walk.State;
        return new NextPlan(state.Phase, [.. state.Plan?.Steps.Select(step => step.Title) ?? [], .. state.Plan?.LeftOut?.Select(left => $"{left.Step}: left out. {left.Reason}") ?? [], .. state.PlanningProblems]);
    }

    /// <summary>Everything that it should take back and does not, and the other way round.</summary>
    public IEnumerable<string> Faults(AccountReading account, BackoutId earlier)
    {
        var told = $"the next plan ({Phase}) is: {string.Join(" | ", Lines)}";
        if (account.Pages.Count > 0 != Lines.Any(line => line.Contains($"that {earlier} left", StringComparison.Ordinal)))
        {
            yield return $"{account.Pages.Count} pages stand, and {told}";
        }

        foreach (var record in account.Records.Where(record => !account.IsAsBefore(record) && !Lines.Any(line => line.Contains(record.Name, StringComparison.Ordinal))))
        {
            yield return $"the record {record.Name} is not as it was, and {told}";
        }

        if (!account.HasGoodRelease && !account.IsDeploying && !Lines.Any(line => line.Contains("v2.3.1", StringComparison.Ordinal)))
        {
            yield return $"the release is not as it was ({account.Release}), and {told}";
        }

        if (account is { Pages.Count: 0, HasGoodRecord: true, HasGoodRelease: true } && Phase is BackoutPhase.AwaitingApproval)
        {
            yield return $"everything is as it was, and {told}";
        }
    }
}
