using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Walk.Tests.Cases;
using BackoutBot.Walk.Tests.Endings;
using BackoutBot.Walk.Tests.Judging;
using BackoutBot.Walk.Tests.Plans;

namespace BackoutBot.Walk.Tests.Transit;

/// <summary>The whole story, with the calls of one operation going wrong in one way.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Fault">The way.</param>
internal sealed record TransitCase(string Operation, TransitFault Fault)
{
    /// <summary>The operations that the story calls when nothing goes wrong; what is not signed is the front door, and no call to AWS.</summary>
    public static async Task<IReadOnlyList<string>> OperationsAsync()
    {
        FaultProxy? proxy = null;
        await using var walk = await WalkedBackout.BeginAsync(WalkedPlan.Demo, between: async account => (proxy = await FaultProxy.StartAsync(account.Url, account.Clock, operation: null, default)).Url);
        await using var _ = proxy!;
        proxy!.Begin();
        await walk.AlarmAsync();
        await walk.ToTheEndAsync();
        return [.. proxy.Operations.Where(operation => !operation.StartsWith(':')).Order(StringComparer.Ordinal)];
    }

    /// <summary>Plays it: people do nothing but ask, approve, and try again what has failed.</summary>
    public async Task<TransitVerdict> PlayAsync()
    {
        FaultProxy? proxy = null;
        var retries = 0;
        await using var walk = await WalkedBackout.BeginAsync(WalkedPlan.Demo, between: async account => (proxy = await FaultProxy.StartAsync(account.Url, account.Clock, Operation, Fault)).Url);
        await using var _ = proxy!;
        try
        {
            walk.People = state =>
            {
                var said = ProviderGone.Persistent(walk, state);
                if (said is Retry or Replan or Resume)
                {
                    // Nobody tries it again in the same second.
                    retries++;
                    walk.Account.Clock.Advance(TimeSpan.FromMinutes(1));
                }

                return said;
            };
            proxy!.Begin();
            await walk.AlarmAsync();
            await walk.ToTheEndAsync();
            if (!walk.State.IsClosed)
            {
                return Verdict($"it does not end: it stands in {walk.State.Phase}");
            }

            var account = await walk.Account.ReadAsync();
            return Verdict(
            [
                .. Judge.Faults(await Said.OfAsync(walk.Bot, walk.State.Id), account, walk.State.Id.Value, Expectation.RolledBack),
                .. walk.Log.Where(line => line.Replace("not whether somebody changed", "", StringComparison.Ordinal).Contains("somebody", StringComparison.OrdinalIgnoreCase) && !line.Contains("Restore", StringComparison.Ordinal)).Select(line => $"nobody did anything, and it is said: {line}"),
            ]);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return Verdict(fault.ToString());
        }

        TransitVerdict Verdict(params string[] faults) => new(this, walk.State.Phase, retries, proxy!.Calls, faults, [.. walk.Log]);
    }

    public override string ToString() => $"{Operation} {Fault}";
}

/// <summary>What came of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="End">How it ended.</param>
/// <param name="Retries">How often a person had to have it tried again.</param>
/// <param name="Calls">How many calls of the operation were made.</param>
/// <param name="Faults">What is not as it is said, or was done twice; empty where all is well.</param>
/// <param name="Journal">What the journal was told.</param>
internal sealed record TransitVerdict(TransitCase Case, BackoutPhase End, int Retries, int Calls, IReadOnlyList<string> Faults, IReadOnlyList<string> Journal)
{
    public override string ToString() => $"{Case} → {End}, {Retries} retries by people{(Faults.Count > 0 ? $": {string.Join("; ", Faults)}" : "")}";
}
