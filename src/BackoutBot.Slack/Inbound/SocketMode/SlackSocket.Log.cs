using Microsoft.Extensions.Logging;

namespace BackoutBot.Slack.Inbound.SocketMode;

internal sealed partial class SlackSocket
{
    [LoggerMessage(4200, LogLevel.Information, "Socket {Number} to Slack is open")]
    private static partial void LogOpen(ILogger logger, int number);

    [LoggerMessage(4201, LogLevel.Information, "Slack closed socket {Number}; opening it anew")]
    private static partial void LogClosed(ILogger logger, int number);

    [LoggerMessage(4202, LogLevel.Error, "Socket {Number} to Slack is lost; opening it anew in {Wait}")]
    private static partial void LogLost(ILogger logger, Exception fault, int number, TimeSpan wait);

    [LoggerMessage(4203, LogLevel.Warning, "Slack's socket sent something that is no message")]
    private static partial void LogNotUnderstood(ILogger logger);

    [LoggerMessage(4204, LogLevel.Error, "A message of the type {Type} was not acknowledged; Slack sends it again, or shows an error")]
    private static partial void LogNotAcknowledged(ILogger logger, Exception fault, string type);
}
