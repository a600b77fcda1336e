using BackoutBot.Core.Halts;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BackoutBot.Operations;

/// <summary>Says whether anything may be written to AWS. A halted bot is ready: it reads, listens and tells.</summary>
internal sealed class WritesHealthCheck(IWriteBan ban) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return HealthCheckResult.Healthy(await ban.ReasonAsync(cancellationToken) ?? "approved steps may write to AWS");
        }
        catch (StorageException e)
        {
            return HealthCheckResult.Unhealthy(e.Message, e);
        }
    }
}
