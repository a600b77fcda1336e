namespace BackoutBot.Hosting;

internal sealed partial class StandInNotice
{
    [LoggerMessage(1021, LogLevel.Warning, "This program was built with stand-ins, because its package feed lacked these packages: {StandIns}. They do what the bot needs of the vendors' own, and were never seen by the vendors. Build it with a feed that has these packages ('./dev clean', then './dev build'; docs/vendor-sdks.md)")]
    private static partial void LogStandIns(ILogger logger, string standIns);
}
