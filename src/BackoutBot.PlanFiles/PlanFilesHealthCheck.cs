using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BackoutBot.PlanFiles;

/// <summary>Not ready while a plan file has a fault: its service can't be backed out, and a rolling update should stop there.</summary>
internal sealed class PlanFilesHealthCheck(PlanCatalogue catalogue) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(catalogue.Faults.Count == 0
            ? HealthCheckResult.Healthy($"valid plan files: {catalogue.All.Count}")
            : HealthCheckResult.Unhealthy(string.Join(" ", catalogue.Faults)));
}
