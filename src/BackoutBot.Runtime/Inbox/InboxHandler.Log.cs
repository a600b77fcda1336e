using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Inbox;

internal sealed partial class InboxHandler
{
    [LoggerMessage(2211, LogLevel.Warning, "Message {Message} from {Source} could not be dealt with at try {Attempt}; it is kept and tried again")]
    private static partial void LogPutOff(ILogger logger, Exception fault, string message, string source, int attempt);

    [LoggerMessage(2212, LogLevel.Debug, "Message {Message} from {Source} is not understood; it is kept: {Reason}")]
    private static partial void LogUnrecognised(ILogger logger, string message, string source, string reason);
}
