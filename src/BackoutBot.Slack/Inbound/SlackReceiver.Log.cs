using Microsoft.Extensions.Logging;

namespace BackoutBot.Slack.Inbound;

internal sealed partial class SlackReceiver
{
    [LoggerMessage(4002, LogLevel.Warning, "Slack sent something malformed ({ContentType}): {Fault}")]
    private static partial void LogMalformed(ILogger logger, string contentType, string fault);

    [LoggerMessage(4003, LogLevel.Error, "What Slack sent could not be kept, so it was not acknowledged")]
    private static partial void LogNotKept(ILogger logger, Exception fault);

    [LoggerMessage(4014, LogLevel.Error, "Slack sent something that could not be read ({ContentType})")]
    private static partial void LogUnreadable(ILogger logger, Exception fault, string contentType);
}
