using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Parts.Buckets;
using BackoutBot.Sandbox.Parts.Dns;
using BackoutBot.Sandbox.Parts.LoadBalancing;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Story;

namespace BackoutBot.Sandbox.Parts.CodeDeploy;

/// <summary>How a deployment goes on: instance by instance, to its end, to a standstill, or back.</summary>
internal sealed class DeploymentSimulation(Scenario scenario, Pace pace, TargetSimulation targets, DnsSimulation dns, CodeDeployTrigger trigger)
{
    /// <summary>Enters a deployment; it starts by itself.</summary>
    public DeploymentState Enter(AccountState state, DeploymentRequest request, DateTimeOffset at)
    {
        var deployment = new DeploymentState
        {
            Id = state.NewDeploymentId(),
            Version = request.Version,
            PreviousVersion = LastSuccessful(state)?.Version,
            Status = "Created",
            Creator = request.Creator,
            Description = request.Description,
            Configuration = request.Configuration ?? scenario.Deployments.Configuration,
            CreatedAt = at,
            // What runs another version goes first, so that a rollback mends before it repeats.
            Order = [.. state.Instances.Where(i => !request.OutdatedOnly || i.Version != request.Version).OrderBy(i => i.Version == request.Version).Select(i => i.Id)],
            RollsBack = request.RollsBack,
            IgnoreApplicationStopFailures = request.IgnoreApplicationStopFailures,
            UpdateOutdatedInstancesOnly = request.OutdatedOnly,
            FileExistsBehavior = request.FileExistsBehavior,
            AutoRollbackEvents = request.AutoRollbackEvents,
            IgnoresAlarms = request.IgnoresAlarms,
        };
        state.Deployments.Add(deployment);
        state.Agenda.Add(new Due(at + pace.Of(scenario.Deployments.Seconds.Start), DueKind.DeploymentStarts, deployment.Id));
        trigger.Send(state, deployment, deployment.RollsBack is null ? "DeploymentStart" : "DeploymentRollback", at);
        return deployment;
    }

    public void RequestStop(AccountState state, DeploymentState deployment, bool rollBack, DateTimeOffset at)
    {
        deployment.StopRequested = true;
        deployment.RollBackWhenStopped = rollBack;
        state.Agenda.Add(new Due(at + pace.Of(scenario.Deployments.Seconds.Stop), DueKind.DeploymentStops, deployment.Id));
    }

    public void Start(AccountState state, string id, DateTimeOffset at)
    {
        var deployment = state.Deployment(id)!;
        if (deployment.Status != "Created")
        {
            return;
        }

        deployment.Status = "InProgress";
        deployment.StartedAt = at;
        GoOn(state, deployment, at);
    }

    public void UpdateNext(AccountState state, string id, DateTimeOffset at)
    {
        var deployment = state.Deployment(id)!;
        if (deployment.Status != "InProgress")
        {
            return;
        }

        if (!Bundles.CanBeFetched(state, scenario.Revision(deployment.Version)))
        {
            Fail(state, deployment, at);
            return;
        }

        var instance = state.Instances.First(i => i.Id == deployment.Order[deployment.Done]);
        instance.Version = deployment.Version;
        deployment.Done++;
        targets.VersionChanged(state, instance.Id, at);
        MoveRecord(state, deployment, at);
        GoOn(state, deployment, at);
    }

    public void Stop(AccountState state, string id, DateTimeOffset at)
    {
        var deployment = state.Deployment(id)!;
        if (!deployment.IsInFlight)
        {
            return;
        }

        deployment.Status = "Stopped";
        deployment.CompletedAt = at;
        RegisterDraining(state, at);
        trigger.Send(state, deployment, "DeploymentStop", at);
        if (deployment.RollBackWhenStopped)
        {
            RollBack(state, deployment, at);
        }
    }

    /// <summary>The deployment that CodeDeploy calls the group's last successful one.</summary>
    public static DeploymentState? LastSuccessful(AccountState state) =>
        state.Deployments.Where(d => d.Status == "Succeeded").MaxBy(d => d.CompletedAt);

    /// <summary>A deployment that waits for the health of what it has done, and will not get it.</summary>
    public bool IsStalled(DeploymentState deployment) =>
        deployment.Done < deployment.Order.Count && scenario.Revision(deployment.Version).StallsAfter is { } limit && deployment.Done >= limit;

    private void GoOn(AccountState state, DeploymentState deployment, DateTimeOffset at)
    {
        if (deployment.Done == deployment.Order.Count)
        {
            deployment.Status = "Succeeded";
            deployment.CompletedAt = at;
            trigger.Send(state, deployment, "DeploymentSuccess", at);
        }
        else if (RaisedAlarm(state, deployment) is { } alarm)
        {
            deployment.StoppedBy = alarm;
            deployment.RollBackWhenStopped = deployment.RollsBack is null && (deployment.AutoRollbackEvents ?? scenario.Deployments.AutoRollback).Contains("DEPLOYMENT_STOP_ON_ALARM");
            Stop(state, deployment.Id, at);
        }
        else if (!IsStalled(deployment))
        {
            TargetSimulation.Drain(state, deployment.Order[deployment.Done]);
            state.Agenda.Add(new Due(at + pace.Of(scenario.Deployments.Seconds.Instance), DueKind.InstanceUpdated, deployment.Id));
        }
    }

    // "CodeDeploy stops the deployment as soon as an alarm is activated" (AlarmConfiguration, CodeDeploy API reference); what it makes itself to roll back goes on.
    private string? RaisedAlarm(AccountState state, DeploymentState deployment) =>
        deployment.IgnoresAlarms || deployment.RollsBack is not null ? null : scenario.Deployments.Alarms.Find(name => state.Alarms.Exists(alarm => alarm.Name == name && alarm.Value == "ALARM"));

    // The instance fails at DownloadBundle and keeps what it runs; too few may be away for the next to be tried.
    private void Fail(AccountState state, DeploymentState deployment, DateTimeOffset at)
    {
        deployment.Status = "Failed";
        deployment.CompletedAt = at;
        deployment.Failed = 1;
        RegisterDraining(state, at);
        trigger.Send(state, deployment, "DeploymentFailure", at);
        if (deployment.RollsBack is null && (deployment.AutoRollbackEvents ?? scenario.Deployments.AutoRollback).Contains("DEPLOYMENT_FAILURE"))
        {
            RollBack(state, deployment, at);
        }
    }

    private void RegisterDraining(AccountState state, DateTimeOffset at)
    {
        foreach (var instance in state.Instances.Where(i => i.Target == "draining"))
        {
            targets.Register(state, instance.Id, at);
        }
    }

    private void RollBack(AccountState state, DeploymentState deployment, DateTimeOffset at)
    {
        if (LastSuccessful(state) is { } good)
        {
            deployment.RollbackDeploymentId = Enter(state, new DeploymentRequest(good.Version, "codeDeployRollback", deployment.Description, deployment.Configuration) { RollsBack = deployment.Id }, at).Id;
        }
    }

    // The story's release moves the record itself; that is no call of the bot's, so it is in no call log.
    private void MoveRecord(AccountState state, DeploymentState deployment, DateTimeOffset at)
    {
        if (state.Story.DeploymentId == deployment.Id && scenario.Story.Releases.Find(release => release.Deploy == deployment.Version) is { MoveRecord: var move } && deployment.Done == move.AfterInstances
            && state.Records.Find(r => r.Name == RecordName.Normalize(move.Name) && r.Values.Count > 0) is { } record)
        {
            dns.KeepBefore(state, at);
            record.Values = [move.To];
            dns.Submit(state, $"release {deployment.Version}", at);
        }
    }
}
