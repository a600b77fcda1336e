using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Parts.Alarms;
using BackoutBot.Sandbox.Parts.CodeDeploy;
using BackoutBot.Sandbox.Parts.Dns;
using BackoutBot.Sandbox.Parts.FrontDoor;
using BackoutBot.Sandbox.Parts.LoadBalancing;

namespace BackoutBot.Sandbox.Story;

/// <summary>
/// Lets what is due happen, in the order of its time and as of its time, however late it is asked. So a large step of the clock
/// gives the same account as many small ones.
/// </summary>
internal sealed class Simulation(DeploymentSimulation deployments, TargetSimulation targets, AlarmSimulation alarms, HealthCheckSimulation healthChecks, CanarySimulation canaries, BreakProduction story)
{
    /// <returns>Whether anything happened.</returns>
    public bool Advance(AccountState state, DateTimeOffset now)
    {
        alarms.Reconcile(state, now);
        healthChecks.Observe(state, now);
        canaries.Begin(state, now);
        var happened = false;
        while (state.Agenda.Where(d => d.At <= now).MinBy(d => d.At) is { } due)
        {
            state.Agenda.Remove(due);
            Happen(state, due);
            alarms.Reconcile(state, due.At);
            healthChecks.Observe(state, due.At);
            happened = true;
        }

        return happened;
    }

    private void Happen(AccountState state, Due due)
    {
        switch (due.Kind)
        {
            case DueKind.StoryBegins: story.Begin(state, due.At); break;
            case DueKind.DeploymentStarts: deployments.Start(state, due.Subject, due.At); break;
            case DueKind.InstanceUpdated: deployments.UpdateNext(state, due.Subject, due.At); break;
            case DueKind.DeploymentStops: deployments.Stop(state, due.Subject, due.At); break;
            case DueKind.ReleaseFails: targets.Fail(state, due.Subject, due.At); break;
            case DueKind.TargetChecked: TargetSimulation.Check(state, due.Subject); break;
            case DueKind.AlarmEvaluated: alarms.Evaluate(state, due.Subject, due.At); break;
            case DueKind.ChangeInSync: DnsSimulation.Complete(state, due.Subject); break;
            case DueKind.CanaryRuns: canaries.Run(state, due.Subject, due.At); break;
            default: throw new InvalidOperationException($"Nothing happens at a '{due.Kind}'.");
        }
    }
}
