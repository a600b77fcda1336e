using System.Diagnostics;
using BackoutBot.Walk.Tests.Endings;
using BackoutBot.Walk.Tests.Judging;
using BackoutBot.Walk.Tests.Plans;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Walk.Tests.Cases;

/// <summary>A backout that is ended in one way at one place.</summary>
/// <param name="Plan">The plan file that it goes by.</param>
/// <param name="Rounds">How it came to its present plan.</param>
/// <param name="Boundary">The place.</param>
/// <param name="Way">The way.</param>
internal sealed record WalkCase(WalkedPlan Plan, Rounds Rounds, Boundary Boundary, WayToEnd Way)
{
    /// <summary>Plays it on an account of its own.</summary>
    /// <param name="change">Plants a fault; null plants none.</param>
    public async Task<WalkVerdict> PlayAsync(Action<IServiceCollection>? change = null)
    {
        var began = Stopwatch.GetTimestamp();
        await using var walk = await WalkedBackout.BeginAsync(Plan, change);
        try
        {
            if (!await Rounds.BeginAsync(walk) || (!walk.StandsAt(Boundary) && !await walk.GoToAsync(Boundary)))
            {
                return Verdict($"the boundary was not reached; it stands in {walk.State.Phase}");
            }

            var expected = await Way.GoAsync(walk);
            if (!walk.State.IsClosed)
            {
                return Verdict($"it does not end: it stands in {walk.State.Phase}");
            }

            var (id, end) = (walk.State.Id, walk.State.Phase);
            var account = await walk.Account.ReadAsync();
            var faults = Judge.Faults(await Said.OfAsync(walk.Bot, id), account, id.Value, expected);
            await walk.Account.MendAsync();
            var next = await NextPlan.MakeAsync(walk);
            return Verdict([.. faults, .. next.Faults(account, id)]) with { End = $"{end}" };
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return Verdict(fault.ToString());
        }

        WalkVerdict Verdict(params string[] faults) => new(this, $"{walk.State.Phase}", faults, [.. walk.Log], Stopwatch.GetElapsedTime(began));
    }

    public override string ToString() => $"{Plan}{Way} at {Rounds}{Boundary}";
}

/// <summary>What came of a case.</summary>
internal sealed record WalkVerdict(WalkCase Case, string End, IReadOnlyList<string> Faults, IReadOnlyList<string> Journal, TimeSpan Took)
{
    public bool IsWrong => Faults.Count > 0;

    public override string ToString() => IsWrong ? $"{Case} → {End}: {string.Join("; ", Faults)}" : $"{Case} → {End}";
}
