using System.Text.Json;
using BackoutBot.Aws.Events;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.News;

/// <summary>What ECS tells of a service: how its deployments go, and whether its tasks run («Amazon ECS service action events», «service deployment state change events»).</summary>
internal static class EcsNews
{
    public static IntakeReading Read(JsonElement message, string detailType, EventOrigin origin)
    {
        var detail = message.Object("detail");
        if (detail.Text("eventName") is not { } happened)
        {
            return new IntakeReading.Unrecognised($"An ECS event of the type {LogText.Clip(detailType)}, which this version does not read.");
        }

        var details = new SignalDetails()
            .With("event", happened)
            .With("deploymentId", detail.Text("deploymentId"))
            .With("reason", detail.Text("reason"));
        return NewsSignal.Of(
            origin,
            message.Text("account"),
            message.Text("region"),
            NewsKind.EcsService,
            ServiceOf(message),
            detailType == "ECS Deployment State Change" ? "deployments" : "tasks",
            Tone(happened, detail.Text("eventType")),
            EventTime.Parse(detail.Text("updatedAt") ?? detail.Text("createdAt") ?? message.Text("time")),
            happened,
            details);
    }

    private static SignalKind Tone(string happened, string? type) => (happened, type) switch
    {
        ("SERVICE_DEPLOYMENT_COMPLETED" or "SERVICE_STEADY_STATE", _) => SignalKind.GoodNews,
        ("SERVICE_DEPLOYMENT_IN_PROGRESS", _) => SignalKind.News,
        (_, "ERROR" or "WARN") => SignalKind.BadNews,
        _ => SignalKind.Informational,
    };

    // arn:aws:ecs:region:account:service/cluster/service; the old form has no cluster, which then stands in the detail.
    private static string? ServiceOf(JsonElement message)
    {
        foreach (var item in message.Items("resources").Where(item => item.ValueKind == JsonValueKind.String))
        {
            switch (item.GetString()!.Split('/'))
            {
                case [var head, var cluster, var service] when head.EndsWith(":service", StringComparison.Ordinal):
                    return $"{cluster}/{service}";
                case [var head, var service] when head.EndsWith(":service", StringComparison.Ordinal) && message.Object("detail").Text("clusterArn")?.Split('/') is [_, var cluster]:
                    return $"{cluster}/{service}";
                default:
                    break;
            }
        }

        return null;
    }
}
