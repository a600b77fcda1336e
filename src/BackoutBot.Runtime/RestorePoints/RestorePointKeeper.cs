using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.RestorePoints;

/// <summary>
/// Keeps, for each service on which nobody is at work, a fresh restore point of the release that runs, and how the service is with it. A
/// deployment's first event may come after its first change, and then it is too late to capture (docs/decisions/0007).
/// </summary>
internal sealed partial class RestorePointKeeper(
    IServiceCatalogue services,
    IEnumerable<ICheck> checks,
    StateCapture capture,
    Leftovers leftovers,
    IStore store,
    BackoutStates states,
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
        var context = new ActionContext(Nobody, service, SuspectSince: null);
        if (!await MayReadAsync(service, stoppingToken) || !await capture.IsSettledAsync(context, stoppingToken))
        {
            return;
        }

        var running = await capture.RunningAsync(context, stoppingToken);
        var point = await capture.CaptureAsync(context, faultsAreStates: true, stoppingToken);
        if (!point.Readable.Any() || !running.Components.Select(component => component.Resource).SequenceEqual(point.Release.Components.Select(component => component.Resource)))
        {
            // It can't be told which release this is of.
            return;
        }

        var history = await store.Journal.ListRestorePointsAsync(service.Id, stoppingToken);
        RestorePoint? seen = null;
        var wellness = await LookAsync(service, ReleasedAt(point, history), stoppingToken);

        // How it is while it is not well, or holds what an ended backout left, is nothing to go back to: what was read before stays.
        var kept = history.FirstOrDefault(one => one.Release.IsSameAs(point.Release));
        if (await leftovers.LeftByAsync(service.Id, kept, point, stoppingToken) is { } leaver)
        {
            (seen, point) = (point, point.ReleaseOnly($"first read while what {leaver} left stood"));
        }
        else if (kept is not null && wellness is Wellness.Unwell)
        {
            (seen, point) = (point, point.ReleaseOnly("first read while the service was not well"));
        }

        // What was read while a deployment began may be half of each, and its event may not be here yet; the one before stays, as does that of every other release.
        if (await MayReadAsync(service, stoppingToken) && await capture.IsSettledAsync(context, stoppingToken))
        {
            await store.Journal.KeepRestorePointAsync(service.Id, new RestorePointReading(point, wellness, options.Value.RulesOf(service.RestorePoints)) { Seen = seen }, stoppingToken);
        }
    }

    /// <summary>Whether what is read now is how the service is by itself: nobody is at work on it, and no deployment runs.</summary>
    private async Task<bool> MayReadAsync(ServiceDefinition service, CancellationToken stoppingToken) =>
        await store.Journal.FindOpenAsync(service.Id, stoppingToken) is not { } open || BackoutDecider.QuietSince(await states.AtAsync(open, stoppingToken)) is not null;

    /// <summary>When the release that runs was deployed; null where that is not known.</summary>
    private static DateTimeOffset? ReleasedAt(RestorePoint point, IReadOnlyList<KeptRestorePoint> history)
    {
        var known = history.FirstOrDefault(kept => kept.Release.IsSameAs(point.Release))?.FirstAt;
        return point.States.Select(state => state.RunsSince).Append(known).Min();
    }

    private async Task<Wellness> LookAsync(ServiceDefinition service, DateTimeOffset? releasedAt, CancellationToken stoppingToken)
    {
        var context = new CheckContext(Nobody, service, RestorePoint: null, TriggeringAlarms: []) { ReleasedAt = releasedAt };
        var seen = await Task.WhenAll(checks.Select(async check => (Check: check, Result: await check.RunAsync(context, stoppingToken))));

        // Whether the version is the right one can't be known before there is a restore point; that targets are unhealthy can. Alarms that can't
        // be seen are not quiet, and targets of which nobody knows are not healthy.
        return seen.Any(one => one.Result?.Status is CheckStatus.Fail || (one.Check.LeavesDoubt && one.Result?.Status is CheckStatus.Unknown)) ? Wellness.Unwell
            : seen.Any(one => one.Check.SeesHowServiceIs && one.Result is not null) ? Wellness.Well
            : Wellness.NotMeasured;
    }
}
