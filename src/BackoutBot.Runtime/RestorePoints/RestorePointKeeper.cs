using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.RestorePoints;

/// <summary>
/// Keeps, for each service that is well and has no open backout, a fresh restore point. A deployment's first event may come after its first
/// change, and then it is too late to capture (docs/decisions/0007).
/// </summary>
internal sealed partial class RestorePointKeeper(
    IServiceCatalogue services,
    IEnumerable<ICheck> checks,
    StateCapture capture,
    IStore store,
    IOptions<RuntimeOptions> options,
    TimeProvider time,
    ILogger<RestorePointKeeper> logger) : BackgroundService
{
    private static readonly BackoutId Nobody = new("keeper");

    private readonly ICheck[] checks = [.. checks.Where(check => BackoutAgenda.ValidationItems.Contains(check.Item))];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Value.RestorePointInterval > TimeSpan.Zero && !stoppingToken.IsCancellationRequested)
        {
            foreach (var service in services.All)
            {
                try
                {
                    await KeepAsync(service, stoppingToken);
                }
                catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception fault)
                {
                    LogNotCaptured(logger, service.Id.Value, fault);
                }
            }

            await Task.Delay(options.Value.RestorePointInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task KeepAsync(ServiceDefinition service, CancellationToken stoppingToken)
    {
        if (await store.Journal.FindOpenAsync(service.Id, stoppingToken) is not null || !await IsWellAsync(service, stoppingToken))
        {
            return;
        }

        var point = await capture.CaptureAsync(new ActionContext(Nobody, service, SuspectSince: null), faultsAreProblems: false, stoppingToken);

        // What was read while a deployment began may be half of each; the one before stays, as does that of every other release.
        if (point.States.Count > 0 && await store.Journal.FindOpenAsync(service.Id, stoppingToken) is null)
        {
            await store.Journal.KeepRestorePointAsync(service.Id, point, stoppingToken);
        }
    }

    private async Task<bool> IsWellAsync(ServiceDefinition service, CancellationToken stoppingToken)
    {
        foreach (var check in checks)
        {
            var result = await check.RunAsync(new CheckContext(Nobody, service, RestorePoint: null, TriggeringAlarms: []), stoppingToken);

            // Whether the version is the right one can't be known before there is a restore point; that it is deploying, or that targets are
            // unhealthy, can. Alarms that can't be seen are not quiet.
            if (result?.Status is CheckStatus.Fail || (result?.Status is null or CheckStatus.Unknown && check.Item == BackoutAgenda.MonitoringItem))
            {
                return false;
            }
        }

        return true;
    }
}
