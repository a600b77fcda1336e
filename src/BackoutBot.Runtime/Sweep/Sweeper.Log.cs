using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Sweep;

internal sealed partial class Sweeper
{
    [LoggerMessage(2301, LogLevel.Error, "Open backouts could not be woken; the next sweep is soon")]
    private static partial void LogFailed(ILogger logger, Exception fault);

    [LoggerMessage(2302, LogLevel.Warning, "What ended backouts left could not be looked at; it stays listed, and is looked at again")]
    private static partial void LogNotLooked(ILogger logger, Exception fault);
}
