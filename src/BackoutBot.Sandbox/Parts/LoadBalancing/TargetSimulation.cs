using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Parts.CodeDeploy;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Story;

namespace BackoutBot.Sandbox.Parts.LoadBalancing;

/// <summary>The load balancer's health checks: a target is as healthy as the version on its instance, a while later.</summary>
internal sealed class TargetSimulation(Scenario scenario, Pace pace)
{
    public void VersionChanged(AccountState state, string instanceId, DateTimeOffset at)
    {
        state.Agenda.RemoveAll(d => d.Kind == DueKind.TargetChecked && d.Subject == instanceId);
        state.Agenda.Add(new Due(at + pace.Of(scenario.LoadBalancer.Seconds.HealthChange), DueKind.TargetChecked, instanceId));
    }

    public void Check(AccountState state, string instanceId)
    {
        var instance = state.Instances.First(i => i.Id == instanceId);
        var revision = scenario.Revision(instance.Version);
        instance.Healthy = !revision.Unhealthy || (revision.FailsLater && !state.Story.ReleaseFails);
    }

    /// <summary>What looked well so far begins to fail.</summary>
    public void FailLate(AccountState state, DateTimeOffset at)
    {
        state.Story.ReleaseFails = true;
        foreach (var instance in state.Instances)
        {
            VersionChanged(state, instance.Id, at);
        }
    }
}
