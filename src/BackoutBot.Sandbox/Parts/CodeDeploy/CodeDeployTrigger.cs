using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Notifications;
using BackoutBot.Sandbox.Scenarios;

namespace BackoutBot.Sandbox.Parts.CodeDeploy;

/// <summary>
/// The messages of a CodeDeploy trigger, as they really come: objects are JSON within strings, dates are Java's, the status is in
/// capitals.
/// </summary>
internal sealed class CodeDeployTrigger(Scenario scenario, SnsTopics topics)
{
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="state">The account.</param>
    /// <param name="deployment">The deployment, in the state that it just reached.</param>
    /// <param name="triggerEvent">The event that the trigger must be set up for, for example DeploymentStop.</param>
    /// <param name="at">When it reached it.</param>
    public void Send(AccountState state, DeploymentState deployment, string triggerEvent, DateTimeOffset at)
    {
        var section = scenario.Deployments;
        if (!section.TriggerEvents.Contains(triggerEvent))
        {
            return;
        }

        var status = deployment.Status.ToUpperInvariant();
        var message = new JsonObject
        {
            ["region"] = scenario.Region,
            ["accountId"] = scenario.Account,
            ["eventTriggerName"] = section.Trigger,
            ["applicationName"] = section.Application,
            ["deploymentId"] = deployment.Id,
            ["deploymentGroupName"] = section.Group,
            ["createTime"] = JavaDate(deployment.CreatedAt),
            ["completeTime"] = deployment.CompletedAt is { } end ? JavaDate(end) : null,
        };
        if (deployment.CompletedAt is not null)
        {
            message["deploymentOverview"] = Text(new JsonObject
            {
                ["Succeeded"] = deployment.Done,
                ["Failed"] = deployment.Failed,
                ["Skipped"] = deployment.Order.Count - deployment.Done - deployment.Failed,
                ["InProgress"] = 0,
                ["Pending"] = 0,
            });
        }

        message["status"] = status;
        if (CodeDeployShapes.ErrorOf(deployment) is { } error)
        {
            message["errorInformation"] = Text(new JsonObject { ["ErrorCode"] = error.Code, ["ErrorMessage"] = error.Message });
        }

        if (deployment.RollsBack is { } original)
        {
            message["rollbackInformation"] = Text(new JsonObject
            {
                ["RollbackMessage"] = RollbackMessage(deployment.Id, original),
                ["RollbackTriggeringDeploymentId"] = original,
            });
        }

        var subject = $"{status}: AWS CodeDeploy {deployment.Id} in {scenario.Region} to {section.Application}";
        topics.Publish(state, scenario.TopicArn(section.Topic), subject, Text(message), "codedeploy.amazonaws.com", at);
    }

    public static string RollbackMessage(string rollback, string original) => $"Deployment {rollback} is triggered to roll back deployment {original}.";

    private static string Text(JsonObject json) => json.ToJsonString(Format);

    private static string JavaDate(DateTimeOffset at) => at.UtcDateTime.ToString("ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);
}
