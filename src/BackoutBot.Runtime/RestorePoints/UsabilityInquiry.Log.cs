using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.RestorePoints;

internal sealed partial class UsabilityInquiry
{
    [LoggerMessage(2411, LogLevel.Warning, "Whether the restore point of {Service} from {TakenAt} can still be gone back to could not be asked")]
    private static partial void LogNotAsked(ILogger logger, Exception fault, string service, DateTimeOffset takenAt);
}
