using Microsoft.Extensions.Logging;

namespace BackoutBot.Slack.Receiving;

internal sealed partial class SlackEndpoint
{
    [LoggerMessage(4002, LogLevel.Warning, "Slack sent something malformed to {Path}: {Fault}")]
    private static partial void LogMalformed(ILogger logger, string path, string fault);

    [LoggerMessage(4003, LogLevel.Error, "What Slack sent to {Path} could not be kept, so it was not acknowledged")]
    private static partial void LogNotKept(ILogger logger, Exception fault, string path);
}
