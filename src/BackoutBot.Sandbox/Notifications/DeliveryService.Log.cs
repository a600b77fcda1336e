namespace BackoutBot.Sandbox.Notifications;

internal sealed partial class DeliveryService
{
    [LoggerMessage(9101, LogLevel.Information, "SNS message {MessageId} was not taken by {Endpoint} ({Outcome}, attempt {Attempt}); next attempt in {Delay}")]
    private partial void LogRetry(string messageId, string endpoint, string outcome, int attempt, TimeSpan delay);

    [LoggerMessage(9102, LogLevel.Warning, "SNS message {MessageId} is given up: {Endpoint} did not take it ({Outcome}, attempt {Attempt})")]
    private partial void LogFailed(string messageId, string endpoint, string outcome, int attempt);
}
