using Microsoft.Extensions.Logging;

namespace BackoutBot.PlanFiles;

internal sealed partial class PlanFilesReport
{
    [LoggerMessage(1001, LogLevel.Error, "The plan file is left out: {Fault}")]
    private static partial void LogFault(ILogger logger, PlanFault fault);

    [LoggerMessage(1002, LogLevel.Information, "{Count} valid plan files in {Folder}, for: {Services}")]
    private static partial void LogServices(ILogger logger, int count, string folder, string services);
}
