using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Story;

namespace BackoutBot.Sandbox.Parts.LoadBalancing;

/// <summary>The targets: what runs on an instance is well or fails, and the load balancer's health checks see it a while later.</summary>
internal sealed class TargetSimulation(Scenario scenario, Pace pace)
{
    /// <summary>CodeDeploy takes the instance out of the load balancer's service while it changes what runs there.</summary>
    public static void Drain(AccountState state, string instanceId)
    {
        state.Agenda.RemoveAll(d => d.Kind == DueKind.TargetChecked && d.Subject == instanceId);
        state.Instances.First(i => i.Id == instanceId).Become("draining");
    }

    /// <summary>An instance that was draining is in service again with whatever runs there; it gets no traffic before its first check.</summary>
    public void Register(AccountState state, string instanceId, DateTimeOffset at)
    {
        state.Instances.First(i => i.Id == instanceId).Become("initial");
        Recheck(state, instanceId, at);
    }

    public void VersionChanged(AccountState state, string instanceId, DateTimeOffset at)
    {
        state.Agenda.RemoveAll(d => d.Kind == DueKind.ReleaseFails && d.Subject == instanceId);
        var instance = state.Instances.First(i => i.Id == instanceId);
        var revision = scenario.Revision(instance.Version);
        instance.Failing = revision.FailsAtOnce(state.Story.ReleaseFails);
        if (revision.FailsAfter is { } seconds)
        {
            state.Agenda.Add(new Due(at + pace.Of(seconds), DueKind.ReleaseFails, instanceId));
        }

        Register(state, instanceId, at);
    }

    public static void Check(AccountState state, string instanceId)
    {
        var instance = state.Instances.First(i => i.Id == instanceId);
        instance.Become(instance.Failing ? "unhealthy" : "healthy");
    }

    /// <summary>What an instance runs begins to fail.</summary>
    public void Fail(AccountState state, string instanceId, DateTimeOffset at)
    {
        var instance = state.Instances.First(i => i.Id == instanceId);
        instance.Failing = true;
        if (instance.Target != "draining")
        {
            Recheck(state, instanceId, at);
        }
    }

    /// <summary>What looked well so far begins to fail.</summary>
    public void FailLate(AccountState state, DateTimeOffset at)
    {
        state.Story.ReleaseFails = true;
        foreach (var instance in state.Instances.Where(i => scenario.Revision(i.Version).FailsAtOnce(releaseFails: true)))
        {
            Fail(state, instance.Id, at);
        }
    }

    private void Recheck(AccountState state, string instanceId, DateTimeOffset at)
    {
        state.Agenda.RemoveAll(d => d.Kind == DueKind.TargetChecked && d.Subject == instanceId);
        state.Agenda.Add(new Due(at + pace.Of(scenario.LoadBalancer.Seconds.HealthChange), DueKind.TargetChecked, instanceId));
    }
}
