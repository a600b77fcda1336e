using System.Text.Json.Nodes;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Parts.LoadBalancing;
using BackoutBot.Sandbox.Scenarios;

namespace BackoutBot.Sandbox.Parts.CodeDeploy;

/// <summary>CodeDeploy's structures, with the member names of its API reference.</summary>
internal static class CodeDeployShapes
{
    public static JsonObject Group(Scenario scenario, AccountState state)
    {
        var section = scenario.Deployments;
        var attempted = state.Deployments.MaxBy(d => d.CreatedAt);
        var group = new JsonObject
        {
            ["applicationName"] = section.Application,
            ["deploymentGroupId"] = section.GroupId,
            ["deploymentGroupName"] = section.Group,
            ["deploymentConfigName"] = section.Configuration,
            ["ec2TagFilters"] = new JsonArray(new JsonObject { ["Key"] = "Name", ["Value"] = section.Application, ["Type"] = "KEY_AND_VALUE" }),
            ["onPremisesInstanceTagFilters"] = new JsonArray(),
            ["autoScalingGroups"] = new JsonArray(),
            ["serviceRoleArn"] = section.ServiceRoleArn,
            ["triggerConfigurations"] = new JsonArray(new JsonObject
            {
                ["triggerName"] = section.Trigger,
                ["triggerTargetArn"] = scenario.TopicArn(section.Topic),
                ["triggerEvents"] = Strings(section.TriggerEvents),
            }),
            ["alarmConfiguration"] = new JsonObject
            {
                ["enabled"] = section.Alarms.Count > 0,
                ["ignorePollAlarmFailure"] = false,
                ["alarms"] = new JsonArray([.. section.Alarms.Select(alarm => new JsonObject { ["name"] = alarm })]),
            },
            ["autoRollbackConfiguration"] = AutoRollback(section.AutoRollback),
            ["deploymentStyle"] = Style(),
            ["outdatedInstancesStrategy"] = "UPDATE",
            ["loadBalancerInfo"] = LoadBalancer(scenario),
            ["computePlatform"] = section.Platform,
            ["terminationHookEnabled"] = false,
        };
        if (attempted is not null)
        {
            group["targetRevision"] = Revision(scenario, attempted.Version);
            group["lastAttemptedDeployment"] = Last(attempted);
        }

        if (DeploymentSimulation.LastSuccessful(state) is { } successful)
        {
            group["lastSuccessfulDeployment"] = Last(successful);
        }

        return group;
    }

    public static JsonObject Deployment(Scenario scenario, AccountState state, DeploymentState deployment, bool stalled)
    {
        // A deployment that goes on, or waits for health, is at work on its next instance.
        var atWork = deployment.Status == "InProgress" && deployment.Done < deployment.Order.Count ? 1 : 0;
        var rest = deployment.Order.Count - deployment.Done - deployment.Failed - atWork;
        var json = new JsonObject
        {
            ["applicationName"] = scenario.Deployments.Application,
            ["deploymentGroupName"] = scenario.Deployments.Group,
            ["deploymentConfigName"] = deployment.Configuration,
            ["deploymentId"] = deployment.Id,
            ["revision"] = Revision(scenario, deployment.Version),
            ["status"] = deployment.Status,
            ["createTime"] = Seconds(deployment.CreatedAt),
            ["deploymentOverview"] = new JsonObject
            {
                ["Pending"] = deployment.IsInFlight ? rest : 0,
                ["InProgress"] = atWork,
                ["Succeeded"] = deployment.Done,
                ["Failed"] = deployment.Failed,
                ["Skipped"] = deployment.IsInFlight ? 0 : rest,
                ["Ready"] = 0,
            },
            ["creator"] = deployment.Creator,
            ["ignoreApplicationStopFailures"] = deployment.IgnoreApplicationStopFailures,
            ["autoRollbackConfiguration"] = AutoRollback(deployment.AutoRollbackEvents ?? scenario.Deployments.AutoRollback),
            ["updateOutdatedInstancesOnly"] = deployment.UpdateOutdatedInstancesOnly,
            ["deploymentStyle"] = Style(),
            ["instanceTerminationWaitTimeStarted"] = false,
            ["loadBalancerInfo"] = LoadBalancer(scenario),
            ["fileExistsBehavior"] = deployment.FileExistsBehavior,
            ["deploymentStatusMessages"] = stalled && deployment.Status == "InProgress"
                ? new JsonArray("Waiting for the updated instances to become healthy in the target group before the deployment continues.")
                : new JsonArray(),
            ["computePlatform"] = scenario.Deployments.Platform,
        };
        Add(json, "previousRevision", deployment.PreviousVersion is { } previous ? Revision(scenario, previous) : null);
        Add(json, "description", deployment.Description);
        Add(json, "startTime", deployment.StartedAt is { } started ? Seconds(started) : null);
        Add(json, "completeTime", deployment.CompletedAt is { } completed ? Seconds(completed) : null);
        Add(json, "errorInformation", ErrorOf(deployment) is { } error ? new JsonObject { ["code"] = error.Code, ["message"] = error.Message } : null);
        Add(json, "rollbackInfo", Rollback(state, deployment));
        return json;
    }

    /// <summary>Why a deployment did not succeed; null where it did, or goes on.</summary>
    public static (string Code, string Message)? ErrorOf(DeploymentState deployment) => deployment.Status switch
    {
        "Stopped" when deployment.StoppedBy is { } alarm => ("ALARM_ACTIVE", $"One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <{alarm}>"),
        "Stopped" => ("MANUAL_STOP", "The deployment was stopped by a user."),
        "Failed" => ("HEALTH_CONSTRAINTS", "The overall deployment failed because too many individual instances failed deployment, too few healthy instances are available for deployment, or some instances in your deployment group are experiencing problems."),
        _ => null,
    };

    private static JsonObject? Rollback(AccountState state, DeploymentState deployment)
    {
        var rollback = deployment.RollsBack is null ? state.Deployments.Find(d => d.Id == deployment.RollbackDeploymentId) : deployment;
        return rollback is null ? null : new JsonObject
        {
            ["rollbackDeploymentId"] = rollback.Id,
            ["rollbackTriggeringDeploymentId"] = rollback.RollsBack,
            ["rollbackMessage"] = CodeDeployTrigger.RollbackMessage(rollback.Id, rollback.RollsBack!),
        };
    }

    private static JsonObject Revision(Scenario scenario, string version)
    {
        var revision = scenario.Revision(version);
        var s3 = new JsonObject { ["bucket"] = revision.Bucket, ["key"] = revision.Key, ["bundleType"] = revision.BundleType };
        Add(s3, "eTag", revision.ETag);
        Add(s3, "version", revision.Bundle?.Version);
        return new JsonObject { ["revisionType"] = "S3", ["s3Location"] = s3 };
    }

    private static JsonObject Last(DeploymentState deployment)
    {
        var json = new JsonObject { ["deploymentId"] = deployment.Id, ["status"] = deployment.Status, ["createTime"] = Seconds(deployment.CreatedAt) };
        Add(json, "endTime", deployment.CompletedAt is { } end ? Seconds(end) : null);
        return json;
    }

    private static JsonObject AutoRollback(List<string> events) => new() { ["enabled"] = events.Count > 0, ["events"] = Strings(events) };

    private static JsonObject Style() => new() { ["deploymentType"] = "IN_PLACE", ["deploymentOption"] = "WITH_TRAFFIC_CONTROL" };

    private static JsonObject LoadBalancer(Scenario scenario) => scenario.Deployments.TargetGroupPair is { Count: > 0 } pair
        ? new()
        {
            ["targetGroupPairInfoList"] = new JsonArray(new JsonObject
            {
                ["targetGroups"] = new JsonArray([.. pair.Select(name => new JsonObject { ["name"] = name })]),
                ["prodTrafficRoute"] = new JsonObject { ["listenerArns"] = Strings(scenario.LoadBalancer.Listeners.Where(listener => scenario.LoadBalancer.ForwardsOf(listener).Count > 0).Select(scenario.ListenerArn)) },
            }),
        }
        : new() { ["targetGroupInfoList"] = new JsonArray(new JsonObject { ["name"] = scenario.LoadBalancer.TargetGroup.Name }) };

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(v => JsonValue.Create(v))]);

    private static JsonValue Seconds(DateTimeOffset at) => JsonValue.Create(at.ToUnixTimeMilliseconds() / 1000.0);

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
