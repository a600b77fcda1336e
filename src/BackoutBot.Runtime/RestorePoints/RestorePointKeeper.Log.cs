using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.RestorePoints;

internal sealed partial class RestorePointKeeper
{
    [LoggerMessage(2401, LogLevel.Warning, "The restore point of {Service} could not be renewed; the one before stays, and it is tried again")]
    private static partial void LogNotCaptured(ILogger logger, string service, Exception fault);
}
