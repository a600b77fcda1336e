using BackoutBot.Sandbox.Account;

namespace BackoutBot.Sandbox.Story;

/// <summary>Brings the account up to now when nobody looks. What happens is timed by its own due time, so the tick is only how late a message may leave.</summary>
internal sealed partial class Ticker(SandboxAccount account, TimeProvider time, ILogger<Ticker> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    account.Advance();
                }
                catch (IOException e)
                {
                    // A full disk may have room again at the next tick; until then the account stands still.
                    LogNotSaved(e);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(9201, LogLevel.Error, "The account could not be saved, so it stands still")]
    private partial void LogNotSaved(Exception exception);
}
