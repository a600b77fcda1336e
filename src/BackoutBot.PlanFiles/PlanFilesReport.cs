using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackoutBot.PlanFiles;

/// <summary>Says at start which services are known, and every fault of the plan files.</summary>
internal sealed partial class PlanFilesReport(PlanCatalogue catalogue, ILogger<PlanFilesReport> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (PlanFault fault in catalogue.Faults)
        {
            LogFault(logger, fault);
        }

        LogServices(logger, catalogue.All.Count, catalogue.Source, string.Join(", ", catalogue.All.Select(service => service.Id)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
