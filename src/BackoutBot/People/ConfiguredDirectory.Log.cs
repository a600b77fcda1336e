namespace BackoutBot.People;

internal sealed partial class ConfiguredDirectory
{
    [LoggerMessage(1011, LogLevel.Error, "The changed People settings have faults, so the earlier ones stay in force: {Faults}")]
    private static partial void LogRefused(ILogger logger, string faults);

    [LoggerMessage(1012, LogLevel.Information, "The People settings were read again: {Count} people")]
    private static partial void LogTaken(ILogger logger, int count);
}
