using BackoutBot.Core.Backouts;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BackoutBot.Operations;

/// <summary>Not ready while the journal can't be read.</summary>
internal sealed class StoreHealthCheck(IBackoutReader reader) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            _ = await reader.ListAsync(1, cancellationToken);
            return HealthCheckResult.Healthy("the journal can be read");
        }
        catch (StorageException e)
        {
            return HealthCheckResult.Unhealthy(e.Message, e);
        }
    }
}
