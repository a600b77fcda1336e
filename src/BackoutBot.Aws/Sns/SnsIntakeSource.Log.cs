using BackoutBot.Aws.Resources;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Aws.Sns;

internal sealed partial class SnsIntakeSource
{
    [LoggerMessage(3011, LogLevel.Information, "Subscribed to {Topic} as {SubscriptionArn}")]
    private partial void LogSubscribed(TopicArn topic, string subscriptionArn);

    [LoggerMessage(3012, LogLevel.Error, "Not subscribed to {Topic}: {Why}")]
    private partial void LogNotSubscribed(TopicArn topic, string why);

    [LoggerMessage(3013, LogLevel.Error, "A subscription to {Topic} was ended; its alarms and deployments no longer reach the bot. If nobody meant that, subscribe again")]
    private partial void LogUnsubscribed(TopicArn topic);
}
