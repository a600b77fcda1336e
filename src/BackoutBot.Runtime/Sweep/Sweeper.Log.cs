using BackoutBot.Core.Ids;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Sweep;

internal sealed partial class Sweeper
{
    [LoggerMessage(2301, LogLevel.Error, "Open backouts could not be woken; the next sweep is soon")]
    private static partial void LogFailed(ILogger logger, Exception fault);

    [LoggerMessage(2303, LogLevel.Error, "{Backout} could not be woken; the next sweep is soon")]
    private static partial void LogNotWoken(ILogger logger, Exception fault, BackoutId backout);

    [LoggerMessage(2302, LogLevel.Warning, "Ended backouts could not be looked at; what they left stays listed, and they are looked at again")]
    private static partial void LogNotLooked(ILogger logger, Exception fault);
}
