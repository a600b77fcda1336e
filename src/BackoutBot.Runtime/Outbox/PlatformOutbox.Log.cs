using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Outbox;

internal sealed partial class PlatformOutbox
{
    [LoggerMessage(2101, LogLevel.Error, "The outbox of {Platform} could not be looked through; the next look is soon")]
    private static partial void LogLookFailed(ILogger logger, Exception fault, string platform);

    [LoggerMessage(2102, LogLevel.Error, "What became of message {Message} on {Platform} could not be written down; it is delivered again")]
    private static partial void LogNotRecorded(ILogger logger, Exception fault, string message, string platform);

    [LoggerMessage(2103, LogLevel.Error, "Delivering message {Message} on {Platform} failed unexpectedly; it is tried again")]
    private static partial void LogUnexpected(ILogger logger, Exception fault, string message, string platform);

    [LoggerMessage(2104, LogLevel.Warning, "Message {Message} on {Platform} is put off by {After}: {Reason}")]
    private static partial void LogPutOff(ILogger logger, string message, string platform, TimeSpan after, string reason);

    [LoggerMessage(2105, LogLevel.Error, "{Platform} refused message {Message}; it is parked: {Reason}")]
    private static partial void LogRefused(ILogger logger, string message, string platform, string reason);
}
