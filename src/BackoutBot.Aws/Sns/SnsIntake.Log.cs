using Microsoft.Extensions.Logging;

namespace BackoutBot.Aws.Sns;

internal sealed partial class SnsIntake
{
    [LoggerMessage(3001, LogLevel.Warning, "Refused a request to the SNS endpoint ({Code}) from {Caller}: {Why}")]
    private partial void LogRefused(string code, string caller, string why);

    [LoggerMessage(3002, LogLevel.Warning, "Refused SNS message {MessageId} of {TopicArn} ({Code}) from {Caller}: {Why}")]
    private partial void LogMessageRefused(string code, string messageId, string topicArn, string caller, string why);
}
