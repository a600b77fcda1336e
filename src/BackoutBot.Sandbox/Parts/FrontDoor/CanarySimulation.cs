using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Parts.LoadBalancing;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Story;

namespace BackoutBot.Sandbox.Parts.FrontDoor;

/// <summary>The runs of the canaries: each goes through the load balancer, as its customers do.</summary>
internal sealed class CanarySimulation(Scenario scenario, Answering answering, Pace pace)
{
    // CloudWatch keeps a minute's data for 15 days; a story needs less.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(3);

    /// <summary>Lets those that are not stopped begin to run.</summary>
    public void Begin(AccountState state, DateTimeOffset now)
    {
        foreach (var canary in scenario.Canaries.Where(canary => !IsStopped(state, canary) && !state.Agenda.Exists(due => due.Kind == DueKind.CanaryRuns && due.Subject == canary.Name)))
        {
            state.Agenda.Add(new Due(now, DueKind.CanaryRuns, canary.Name));
        }
    }

    public void Run(AccountState state, string name, DateTimeOffset at)
    {
        if (scenario.Canaries.Find(known => known.Name == name) is not { } canary || IsStopped(state, canary))
        {
            return;
        }

        var answer = answering.Ask(state, canary.Port, canary.Host, canary.Path, "", at);
        state.CanaryRuns.RemoveAll(run => run.Canary == name && run.EndedAt < at - Kept);
        state.CanaryRuns.Add(new CanaryRun(name, at, at + pace.Of(canary.RunSeconds), answer is { Status: >= 200 and < 300 }));
        state.Agenda.Add(new Due(at + pace.Of(canary.IntervalSeconds), DueKind.CanaryRuns, name));
    }

    private static bool IsStopped(AccountState state, Canary canary) => state.CanariesStopped.GetValueOrDefault(canary.Name, canary.Stopped);
}
