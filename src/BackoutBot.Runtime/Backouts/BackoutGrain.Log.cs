using BackoutBot.Core.Ids;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Backouts;

internal sealed partial class BackoutGrain
{
    [LoggerMessage(2001, LogLevel.Error, "Work {Work} of backout {Backout} failed for the {Failures}. time in a row; it is tried again")]
    private static partial void LogWorkFailed(ILogger logger, Exception fault, string work, BackoutId backout, int failures);

    [LoggerMessage(2003, LogLevel.Debug, "Work {Work} of backout {Backout} could not see what it looks at: {Reason} It looks again")]
    private static partial void LogNotSeenYet(ILogger logger, string work, BackoutId backout, string reason);

    [LoggerMessage(2002, LogLevel.Error, "A timer of backout {Backout} could not be dealt with; the next sweep sets it again")]
    private static partial void LogTickFailed(ILogger logger, Exception fault, BackoutId backout);

    [LoggerMessage(2004, LogLevel.Error, "Nobody could be told that work {Work} of backout {Backout} fails; it is tried again")]
    private static partial void LogNotTold(ILogger logger, Exception fault, string work, BackoutId backout);
}
