namespace BackoutBot.Hosting;

/// <summary>Says at start, to whoever runs the bot in earnest, that it was built with stand-ins and what to do about it.</summary>
internal sealed partial class StandInNotice(VendorPackages packages, ILogger<StandInNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (packages.StandIns.Count > 0)
        {
            LogStandIns(logger, string.Join(", ", packages.StandIns));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
