using System.Text;
using Amazon.SimpleNotificationService.Model;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Events;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Plan;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Aws.Sns;

/// <summary>Reads the SNS messages that the endpoint verified and persisted.</summary>
internal sealed partial class SnsIntakeSource(IAwsResourceCatalogue catalogue, AllowedTopics topics, AwsClients clients, DeploymentLookup deployments, ILogger<SnsIntakeSource> logger) : IIntakeSource
{
    /// <summary>The source's name in the inbox.</summary>
    public const string Name = "sns";

    public string Source => Name;

    public async ValueTask<IntakeReading> ReadAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        if (!SnsEnvelope.TryParse(Encoding.UTF8.GetBytes(message.Body), out var envelope, out var fault))
        {
            return new IntakeReading.Unrecognised($"The stored SNS message can't be read: {fault}.");
        }

        if (topics.Find(envelope.TopicArn) is not { } topic)
        {
            return new IntakeReading.Unrecognised($"No plan file names the topic {LogText.Clip(envelope.TopicArn)} any more.");
        }

        switch (envelope.Type)
        {
            case SnsMessageType.SubscriptionConfirmation:
                return await ConfirmAsync(envelope, topic, cancellationToken);
            case SnsMessageType.UnsubscribeConfirmation:
                LogUnsubscribed(topic);
                return new IntakeReading.Handled($"A subscription of this bot to {topic} was ended. Alarms and deployments of that topic no longer reach it. If nobody meant that, subscribe it again.");
            default:
                var read = AwsEventReader.Read(envelope.Message, new EventOrigin(new SignalId(envelope.MessageId), topic, envelope.PublishedAt, resource => IsListed(topic, resource)));
                return await deployments.CompleteAsync(read with { Way = $"topic {topic.Name}", Listeners = [.. Listeners(topic).Select(one => one.Key)] }, cancellationToken);
        }
    }

    private IEnumerable<KeyValuePair<ServiceId, AwsService>> Listeners(TopicArn topic)
    {
        var arn = topic.ToString();
        return catalogue.All.Where(one => one.Value.Topics.Contains(arn, StringComparer.Ordinal));
    }

    /// <summary>Whether a service whose plan file names the topic lists the resource.</summary>
    private bool IsListed(TopicArn topic, ResourceKey resource) =>
        Listeners(topic).Any(one => AwsParts.All.Any(part => one.Value.Resources.SelectMany(part.SignalKeys).Contains(resource)));

    // By the API and never by the message's SubscribeURL, which could lead anywhere. Confirming twice with one token is the same as once.
    private async Task<IntakeReading> ConfirmAsync(SnsEnvelope envelope, TopicArn topic, CancellationToken cancellationToken)
    {
        var arn = topic.ToString();
        var resources = catalogue.All.Values.First(one => one.Topics.Contains(arn, StringComparer.Ordinal));
        var session = clients.Subscriber(resources.AccountOf(arn), topic);
        try
        {
            var answer = await session.CallAsync(
                "sns:ConfirmSubscription",
                $"topic {arn}",
                (aws, token) => aws.Notifications.ConfirmSubscriptionAsync(
                    new ConfirmSubscriptionRequest { TopicArn = arn, Token = envelope.Token, AuthenticateOnUnsubscribe = "true" },
                    token),
                cancellationToken);
            if (string.IsNullOrEmpty(answer.SubscriptionArn))
            {
                var unusable = new UnusableAnswerException("the subscription's ARN");
                throw new AwsCallException(AwsFailure.Of(unusable, new AwsCall("sns:ConfirmSubscription", $"topic {arn}", session.RoleArn)), unusable);
            }

            LogSubscribed(topic, answer.SubscriptionArn);
            return new IntakeReading.Handled($"Confirmed the subscription {answer.SubscriptionArn}.");
        }
        catch (AwsCallException e) when (e.Failure.Kind is AwsFailureKind.NotFound or AwsFailureKind.Refused)
        {
            // A token is good for two days and for one subscription: trying again would not mend it.
            LogNotSubscribed(topic, e.Failure.Reason);
            return new IntakeReading.Handled($"The subscription to {arn} could not be confirmed: {e.Failure.Reason.TrimEnd('.')}. Subscribe the bot again to get a new token.");
        }
    }
}
