using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon;
using BackoutBot.Aws.Events;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.News;

/// <summary>What CloudFormation tells of a stack, by EventBridge or by the topic that the stack notifies.</summary>
internal static partial class StackNews
{
    /// <summary>Reads an event of EventBridge's.</summary>
    public static IntakeReading Read(JsonElement message, string detailType, EventOrigin origin)
    {
        var detail = message.Object("detail");
        var status = detail.Object("status-details");
        var isOfStack = detailType == "CloudFormation Stack Status Change";
        return Of(origin, detail.Text("stack-id"), isOfStack ? null : detail.Text("logical-resource-id") ?? detailType, status.Text("status"), status.Text("status-reason"), EventTime.Parse(message.Text("time")));
    }

    /// <summary>Whether a text is what a stack's own topic is told: lines of <c>Name='value'</c>.</summary>
    public static bool IsOfStack(string message) => message.StartsWith("StackName='", StringComparison.Ordinal) || message.Contains("\nStackId='", StringComparison.Ordinal) || message.StartsWith("StackId='", StringComparison.Ordinal);

    /// <summary>Reads what a stack's own topic was told.</summary>
    public static IntakeReading ReadText(string message, EventOrigin origin)
    {
        var members = Members().Matches(message).GroupBy(member => member.Groups["name"].Value, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Groups["value"].Value, StringComparer.Ordinal);
        var stack = members.GetValueOrDefault("StackId");
        var isOfStack = members.GetValueOrDefault("PhysicalResourceId") == stack && members.GetValueOrDefault("ResourceType") == "AWS::CloudFormation::Stack";
        return Of(origin, stack, isOfStack ? null : members.GetValueOrDefault("LogicalResourceId") ?? "one of its resources", members.GetValueOrDefault("ResourceStatus"), members.GetValueOrDefault("ResourceStatusReason"), EventTime.Parse(members.GetValueOrDefault("Timestamp")));
    }

    private static IntakeReading Of(EventOrigin origin, string? stackId, string? resource, string? status, string? reason, DateTimeOffset? happenedAt)
    {
        if (stackId is null || !Arn.TryParse(stackId, out var arn) || arn.Resource.Split('/') is not ["stack", var name, ..])
        {
            return new IntakeReading.Unrecognised("A message of CloudFormation's without a stack's ARN.");
        }

        return NewsSignal.Of(
            origin,
            arn.AccountId,
            arn.Region,
            NewsKind.Stack,
            name,
            aspect: null,
            resource is null ? Tone(status) : ToneOfResource(status),
            happenedAt,
            resource is null ? status : $"{resource} is {status}",
            new SignalDetails().With("stackId", stackId).With("status", status).With("reason", reason));
    }

    // A roll-back that is complete left the stack as it was, and the change that was wanted did not happen; of a stack that is deleted nothing is left.
    private static SignalKind Tone(string? status) => status switch
    {
        null => SignalKind.Informational,
        _ when status.EndsWith("_FAILED", StringComparison.Ordinal) || status.Contains("ROLLBACK", StringComparison.Ordinal) || status == "DELETE_COMPLETE" => SignalKind.BadNews,
        "CREATE_COMPLETE" or "UPDATE_COMPLETE" or "IMPORT_COMPLETE" => SignalKind.GoodNews,
        "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS" => SignalKind.Informational,
        _ => SignalKind.News,
    };

    // The stack's own state tells what becomes of it.
    private static SignalKind ToneOfResource(string? status) =>
        status?.EndsWith("_FAILED", StringComparison.Ordinal) == true ? SignalKind.News : SignalKind.Informational;

    [GeneratedRegex(@"^(?<name>[A-Za-z]{1,64})='(?<value>.*)'\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Members();
}
