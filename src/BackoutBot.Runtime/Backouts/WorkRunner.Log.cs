using BackoutBot.Core.Ids;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Backouts;

internal sealed partial class WorkRunner
{
    [LoggerMessage(2011, LogLevel.Warning, "The check of item {Item} of backout {Backout} failed, and its result is that it is not known")]
    private static partial void LogCheckFailed(ILogger logger, Exception fault, ItemId item, BackoutId backout);
}
