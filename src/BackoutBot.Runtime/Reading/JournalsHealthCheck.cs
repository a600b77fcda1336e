using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BackoutBot.Runtime.Reading;

/// <summary>Not ready while an open backout's journal is not as the bot wrote it. That of an ended one is named; nothing waits for it.</summary>
internal sealed class JournalsHealthCheck(BrokenJournals broken, IStore store) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var found = broken.All.ToList();
        if (found.Count == 0)
        {
            return HealthCheckResult.Healthy("every journal that was read is as the bot wrote it");
        }

        var named = $"{string.Join("; ", found.Select(one => $"entry {one.At} of the journal of {one.Backout} is not as the bot wrote it, or is gone"))}. Nothing more is decided or written for that; docs/operations.md, «When a journal was changed», says what can be done about it.";
        try
        {
            foreach (var (backout, _) in found)
            {
                if (await store.Journal.FindAsync(backout, cancellationToken) is not { IsOpen: false })
                {
                    return HealthCheckResult.Unhealthy(named);
                }
            }

            return HealthCheckResult.Healthy(named);
        }
        catch (StorageException e)
        {
            return HealthCheckResult.Unhealthy(e.Message, e);
        }
    }
}
