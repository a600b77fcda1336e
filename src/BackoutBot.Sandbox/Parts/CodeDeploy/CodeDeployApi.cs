using System.Text.Json;
using System.Text.Json.Nodes;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Parts.CodeDeploy;

/// <summary>AWS CodeDeploy, JSON 1.1, target CodeDeploy_20141006.</summary>
internal sealed class CodeDeployApi(Scenario scenario, DeploymentSimulation simulation)
{
    private const int PageSize = 100;

    // "The maximum number of deployment IDs you can specify is 25": BatchGetDeployments, CodeDeploy API reference.
    private const int BatchSize = 25;

    private static readonly string[] Statuses = ["Created", "Queued", "InProgress", "Baking", "Succeeded", "Failed", "Stopped", "Ready"];
    private static readonly string[] Configurations = ["CodeDeployDefault.OneAtATime", "CodeDeployDefault.HalfAtATime", "CodeDeployDefault.AllAtOnce"];

    public AwsApi Describe() => new()
    {
        SigningName = "codedeploy",
        Name = "codedeploy",
        Protocol = WireProtocol.Json,
        Version = "CodeDeploy_20141006",
        Operations =
        [
            new("GetDeploymentGroup", Mutating: false, ["applicationName", "deploymentGroupName"], GetDeploymentGroup) { Resource = _ => GroupArn },
            new("GetDeployment", Mutating: false, ["deploymentId"], GetDeployment) { Resource = _ => GroupArn },
            new("BatchGetDeployments", Mutating: false, ["deploymentIds"], BatchGetDeployments) { Resource = _ => GroupArn },
            new("ListDeployments", Mutating: false, ["applicationName", "deploymentGroupName", "includeOnlyStatuses", "createTimeRange", "nextToken"], ListDeployments) { Resource = _ => GroupArn },
            new("CreateDeployment", Mutating: true,
                ["applicationName", "deploymentGroupName", "revision", "deploymentConfigName", "description", "ignoreApplicationStopFailures", "autoRollbackConfiguration", "updateOutdatedInstancesOnly", "fileExistsBehavior", "overrideAlarmConfiguration"],
                CreateDeployment) { Resource = _ => GroupArn },
            new("StopDeployment", Mutating: true, ["deploymentId", "autoRollbackEnabled"], StopDeployment) { Resource = _ => GroupArn },
        ],
    };

    private string GroupArn => $"arn:{scenario.Partition}:codedeploy:{scenario.Region}:{scenario.Account}:deploymentgroup:{scenario.Deployments.Application}/{scenario.Deployments.Group}";

    private JsonReply GetDeploymentGroup(OperationCall call)
    {
        RequireGroup(call.Json);
        return new JsonReply(new JsonObject { ["deploymentGroupInfo"] = CodeDeployShapes.Group(scenario, call.State) });
    }

    private JsonReply GetDeployment(OperationCall call) =>
        new(new JsonObject { ["deploymentInfo"] = CodeDeployShapes.Deployment(scenario, call.State, Find(call), simulation.IsStalled(Find(call))) });

    private JsonReply BatchGetDeployments(OperationCall call)
    {
        var ids = (call.Json["deploymentIds"] as JsonArray)?.Select(id => (string?)id ?? "").ToList() ?? throw new AwsException("DeploymentIdRequiredException", "At least one deployment ID must be specified.");
        if (ids.Count > BatchSize)
        {
            throw new AwsException("BatchLimitExceededException", $"The maximum number of deployment IDs you can specify is {BatchSize}.");
        }

        // Those that there are not are left out.
        var found = ids.Select(call.State.Deployment).OfType<DeploymentState>();
        return new JsonReply(new JsonObject
        {
            ["deploymentsInfo"] = new JsonArray([.. found.Select(deployment => CodeDeployShapes.Deployment(scenario, call.State, deployment, simulation.IsStalled(deployment)))]),
        });
    }

    private JsonReply ListDeployments(OperationCall call)
    {
        if (Text(call.Json, "applicationName") is not null || Text(call.Json, "deploymentGroupName") is not null)
        {
            RequireGroup(call.Json);
        }

        var statuses = (call.Json["includeOnlyStatuses"] as JsonArray)?.Select(s => (string?)s ?? "").ToList() ?? [];
        if (statuses.Find(s => !Statuses.Contains(s)) is { } unknown)
        {
            throw new AwsException("InvalidDeploymentStatusException", $"Invalid deployment status: {unknown}");
        }

        var range = call.Json["createTimeRange"] as JsonObject;
        var (start, end) = (Time(range, "start"), Time(range, "end"));
        if (start > end)
        {
            throw new AwsException("InvalidTimeRangeException", "The start of the time range is after its end.");
        }

        var ids = call.State.Deployments
            .Where(d => (statuses.Count == 0 || statuses.Contains(d.Status)) && !(d.CreatedAt < start) && !(d.CreatedAt > end))
            .OrderByDescending(d => d.CreatedAt).Select(d => d.Id).ToList();
        var (page, next) = Page.Of(ids, Text(call.Json, "nextToken"), PageSize, "InvalidNextTokenException");
        var reply = new JsonObject { ["deployments"] = new JsonArray([.. page.Select(id => JsonValue.Create(id))]) };
        if (next is not null)
        {
            reply["nextToken"] = next;
        }

        return new JsonReply(reply);
    }

    private JsonReply CreateDeployment(OperationCall call)
    {
        RequireGroup(call.Json);
        var revision = RequireRevision(call.Json["revision"] as JsonObject);
        var configuration = Text(call.Json, "deploymentConfigName");
        if (configuration is not null && configuration != scenario.Deployments.Configuration && !Configurations.Contains(configuration))
        {
            throw new AwsException("DeploymentConfigDoesNotExistException", $"No Deployment Configuration found for name: {configuration}");
        }

        if (call.State.InFlight is { } active)
        {
            throw new AwsException("DeploymentLimitExceededException", $"The Deployment Group '{scenario.Deployments.Group}' already has an active Deployment '{active.Id}'");
        }

        // "To specify this setting, you need the UpdateDeploymentGroup permission" (overrideAlarmConfiguration, CreateDeployment, CodeDeploy API reference).
        var alarms = call.Json["overrideAlarmConfiguration"] as JsonObject;
        if (alarms is not null && !call.Principal.May("codedeploy:UpdateDeploymentGroup"))
        {
            throw new AwsException("AccessDeniedException", $"User: {call.Principal.Arn} is not authorized to perform: codedeploy:UpdateDeploymentGroup because no identity-based policy allows the codedeploy:UpdateDeploymentGroup action");
        }

        var description = Text(call.Json, "description");
        var rollback = call.Json["autoRollbackConfiguration"] as JsonObject;
        var request = new DeploymentRequest(revision.Version, "user", description, configuration)
        {
            IgnoreApplicationStopFailures = Flag(call.Json, "ignoreApplicationStopFailures") ?? false,
            OutdatedOnly = Flag(call.Json, "updateOutdatedInstancesOnly") ?? false,
            FileExistsBehavior = Text(call.Json, "fileExistsBehavior") ?? "DISALLOW",
            IgnoresAlarms = alarms is not null && Flag(alarms, "enabled") == false,
            AutoRollbackEvents = rollback is null ? null : Flag(rollback, "enabled") == true ? [.. (rollback["events"] as JsonArray ?? []).Select(e => (string?)e ?? "")] : [],
        };
        var deployment = simulation.Enter(call.State, request, call.Now);
        call.Did($"deploy {revision.Version} to {scenario.Deployments.Group}", deployment.Id, description);
        return new JsonReply(new JsonObject { ["deploymentId"] = deployment.Id });
    }

    private JsonReply StopDeployment(OperationCall call)
    {
        var deployment = Find(call);
        if (deployment.Status is "Succeeded" or "Failed")
        {
            throw new AwsException("DeploymentAlreadyCompletedException", $"The deployment {deployment.Id} is already completed.");
        }

        var events = deployment.AutoRollbackEvents ?? scenario.Deployments.AutoRollback;
        var rollBack = Flag(call.Json, "autoRollbackEnabled") ?? events.Contains("DEPLOYMENT_STOP_ON_REQUEST");
        var first = !deployment.StopRequested;
        if (first)
        {
            simulation.RequestStop(call.State, deployment, rollBack, call.Now);
        }

        call.Did($"stop {deployment.Id}{(rollBack ? " and roll back" : "")}", deployment.Id, deployment.Id, first);
        return deployment.Status == "Stopped"
            ? new JsonReply(new JsonObject { ["status"] = "Succeeded", ["statusMessage"] = "No more commands will be scheduled for execution in the deployment instances" })
            : new JsonReply(new JsonObject { ["status"] = "Pending", ["statusMessage"] = "Stopping the deployment. Commands that run on instances are let end." });
    }

    private static DeploymentState Find(OperationCall call)
    {
        var id = Text(call.Json, "deploymentId") ?? throw new AwsException("DeploymentIdRequiredException", "At least one deployment ID must be specified.");
        if (!id.StartsWith("d-", StringComparison.Ordinal) || id.Length is < 8 or > 20)
        {
            throw new AwsException("InvalidDeploymentIdException", $"The specified deployment ID {id} is not valid.");
        }

        return call.State.Deployment(id) ?? throw new AwsException("DeploymentDoesNotExistException", $"The deployment {id} could not be found");
    }

    private void RequireGroup(JsonObject json)
    {
        var application = Text(json, "applicationName") ?? throw new AwsException("ApplicationNameRequiredException", "Application name is required.");
        if (application != scenario.Deployments.Application)
        {
            throw new AwsException("ApplicationDoesNotExistException", $"No application found for name: {application}");
        }

        var group = Text(json, "deploymentGroupName") ?? throw new AwsException("DeploymentGroupNameRequiredException", "Deployment group name is required.");
        if (group != scenario.Deployments.Group)
        {
            throw new AwsException("DeploymentGroupDoesNotExistException", $"No Deployment Group found for name: {group}");
        }
    }

    private Revision RequireRevision(JsonObject? revision)
    {
        if (revision is null)
        {
            throw new AwsException("RevisionRequiredException", "Revision is required.");
        }

        if (Text(revision, "revisionType") != "S3" || revision["s3Location"] is not JsonObject s3 || Text(s3, "bucket") is not { } bucket || Text(s3, "key") is not { } key)
        {
            throw new AwsException("InvalidRevisionException", "The revision needs revisionType S3 and an s3Location with bucket and key; the sandbox has no other kind.");
        }

        return scenario.Revisions.Find(r => r.Bucket == bucket && r.Key == key && (Text(s3, "eTag") is not { } tag || tag == r.ETag) && (Text(s3, "version") is not { } version || version == r.Bundle?.Version))
            ?? throw new AwsException("RevisionDoesNotExistException", $"There is no revision s3://{bucket}/{key} (with that version and eTag, if they were given).");
    }

    private static string? Text(JsonObject json, string name) => json[name] switch
    {
        null => null,
        var node when node.GetValueKind() == JsonValueKind.String => (string?)node,
        _ => throw new AwsException("SerializationException", $"{name} must be a string."),
    };

    private static bool? Flag(JsonObject json, string name) => json[name]?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new AwsException("SerializationException", $"{name} must be a boolean."),
    };

    private static DateTimeOffset? Time(JsonObject? json, string name) => json?[name]?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.Number => DateTimeOffset.UnixEpoch.AddSeconds((double)json[name]!),
        _ => throw new AwsException("SerializationException", $"{name} must be in seconds since 1970."),
    };
}
