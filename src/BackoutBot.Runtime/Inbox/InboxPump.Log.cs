using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Inbox;

internal sealed partial class InboxPump
{
    [LoggerMessage(2201, LogLevel.Error, "The inbox could not be looked through; the next look is soon")]
    private static partial void LogLookFailed(ILogger logger, Exception fault);
}
