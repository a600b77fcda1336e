using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BackoutBot.Runtime.Reading;

/// <summary>Names the journals that are not as the bot wrote them. The bot stays ready: approvals, halts and signals of all other backouts come in by the same door.</summary>
internal sealed class JournalsHealthCheck(BrokenJournals broken) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var found = string.Join("; ", broken.All.Select(one => $"entry {one.At} of the journal of {one.Backout} is not as the bot wrote it, or is gone"));
        return Task.FromResult(HealthCheckResult.Healthy(found.Length == 0
            ? "every journal that was read is as the bot wrote it"
            : $"{found}. Nothing more is decided or written for that; docs/operations.md, «When a journal was changed», says what can be done about it."));
    }
}
