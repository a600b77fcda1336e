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
    // Milliseconds, as the store keeps them, so that what came about in this very moment is not taken for something older.
    private readonly DateTimeOffset startedAt = StoredTime.Milliseconds(StoredTime.Milliseconds(time.GetUtcNow()));

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(platforms.Select(platform =>
            new PlatformOutbox(store, changes, platform, options.Value, instruments, time, startedAt, loggers.CreateLogger<PlatformOutbox>()).RunAsync(stoppingToken)));
}
