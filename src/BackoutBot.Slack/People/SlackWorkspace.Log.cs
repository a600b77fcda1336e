using Microsoft.Extensions.Logging;

namespace BackoutBot.Slack.People;

internal sealed partial class SlackWorkspace
{
    [LoggerMessage(4100, LogLevel.Information, "In Slack as {User} in workspace {Team}")]
    private static partial void LogKnown(ILogger logger, string user, string team);

    [LoggerMessage(4101, LogLevel.Error, "Nothing is taken from Slack yet: {Reason} Asking again in {Wait}")]
    private static partial void LogUnknown(ILogger logger, string reason, TimeSpan wait);

    [LoggerMessage(4102, LogLevel.Warning, "Which workspace the bot is in could not be read from the store, or not put there")]
    private static partial void LogNotRemembered(ILogger logger, Exception fault);
}
