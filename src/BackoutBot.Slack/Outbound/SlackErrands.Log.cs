using Microsoft.Extensions.Logging;

namespace BackoutBot.Slack.Outbound;

internal sealed partial class SlackErrands
{
    [LoggerMessage(4020, LogLevel.Error, "The errand {Errand} failed")]
    private static partial void LogFailed(ILogger logger, Exception fault, string errand);

    [LoggerMessage(4021, LogLevel.Warning, "The dialog for {User} did not open: {Reason}")]
    private static partial void LogNotOpened(ILogger logger, string user, string reason);

    [LoggerMessage(4022, LogLevel.Information, "The home tab was not shown to {User}, whom the bot does not know")]
    private static partial void LogNotShown(ILogger logger, string user);
}
