using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Runtime;

namespace BackoutBot.Operations;

/// <summary>Not ready while no backout can be woken: before the silo has joined, and once it leaves.</summary>
internal sealed class SiloHealthCheck(ISiloStatusOracle silo) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(silo.CurrentStatus == SiloStatus.Active
            ? HealthCheckResult.Healthy("the silo is active")
            : HealthCheckResult.Unhealthy($"the silo is {silo.CurrentStatus}: wait for it to start, or look into the log for why it stopped"));
}
