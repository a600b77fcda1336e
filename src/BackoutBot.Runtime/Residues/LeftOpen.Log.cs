using BackoutBot.Core.Ids;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Residues;

internal sealed partial class LeftOpen
{
    [LoggerMessage(2311, LogLevel.Warning, "Whether what {Step} of {Backout} put up still stands can't be read; it stays listed, and is looked at again")]
    private static partial void LogUnread(ILogger logger, Exception fault, BackoutId backout, StepId step);
}
