using BackoutBot.Core.Chat;
using BackoutBot.Runtime.Diagnostics;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.Outbox;

/// <summary>Delivers what is in the outbox, on each platform at its own pace.</summary>
internal sealed class OutboxDispatcher(
    IStore store,
    StoreChanges changes,
    IEnumerable<IChatPlatform> platforms,
    IOptions<RuntimeOptions> options,
    BackoutInstruments instruments,
    TimeProvider time,
    ILoggerFactory loggers) : BackgroundService
{
    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(platforms.Select(platform =>
            new PlatformOutbox(store, changes, platform, options.Value, instruments, time, loggers.CreateLogger<PlatformOutbox>()).RunAsync(stoppingToken)));
}
