using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.Core.Signals;
using BackoutBot.Runtime.Backouts;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Proposals;

/// <summary>
/// Proposes anew what nobody approved in time, as long as an alarm of it lasts: the provider tells of a raised alarm once, and that was
/// told to the backout that has ended. Whether it lasts is read, and not taken from what was heard.
/// </summary>
internal sealed partial class ProposalRenewal(
    IStore store,
    BackoutStates states,
    IServiceCatalogue catalogue,
    IEnumerable<IAlarmReader> readers,
    IGrainFactory grains,
    TimeProvider time,
    ILogger<ProposalRenewal> logger)
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    // At the start any service may have one that ended before; later, those whose backout has ended since the last look.
    private readonly Dictionary<ServiceId, DateTimeOffset> due = catalogue.All.ToDictionary(service => service.Id, _ => DateTimeOffset.MinValue);
    private HashSet<ServiceId> open = [];

    /// <summary>Looks at the services whose backout has ended since the last time.</summary>
    /// <param name="heads">The open backouts.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task LookAsync(IReadOnlyList<BackoutHead> heads, CancellationToken cancellationToken)
    {
        var before = open;
        open = [.. heads.Select(head => head.Service)];
        foreach (var ended in before.Except(open))
        {
            due[ended] = DateTimeOffset.MinValue;
        }

        var now = time.GetUtcNow();
        foreach (var service in due.Where(one => one.Value <= now).Select(one => one.Key).ToArray())
        {
            try
            {
                if (!open.Contains(service) && await LatestAsync(service, cancellationToken) is { IsClosed: true, EndedBy: BackoutTrigger.Expire } unapproved)
                {
                    await RenewAsync(unapproved, cancellationToken);
                }

                due.Remove(service);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                LogUnread(logger, fault, service);
                due[service] = now + AfterFailure;
            }
        }
    }

    private async Task<BackoutState?> LatestAsync(ServiceId service, CancellationToken cancellationToken) =>
        await store.Journal.LatestNumberAsync(service, cancellationToken) is > 0 and var number
        && await store.Journal.FindAsync(BackoutHead.IdOf(service, number), cancellationToken) is { } head
            ? await states.AtAsync(head, cancellationToken)
            : null;

    private async Task RenewAsync(BackoutState unapproved, CancellationToken cancellationToken)
    {
        var alarms = unapproved.ActiveAlarms.ToArray();
        List<ResourceKey> raised = [];
        foreach (var reader in readers.Where(_ => alarms.Length > 0))
        {
            raised.AddRange((await reader.RaisedAsync(unapproved.Id, unapproved.Service, [.. alarms.Select(alarm => alarm.Resource)], cancellationToken)).Select(alarm => alarm.Resource));
        }

        if (raised.Count == 0)
        {
            return;
        }

        // What was heard of the release goes with them: without it nobody knows what they are about.
        var release = unapproved.Signals.LastOrDefault(signal => signal.Kind is SignalKind.DeploymentStarted)?.Subject;
        foreach (var signal in unapproved.Signals
            .Where(signal => (signal.Kind is SignalKind.AlarmRaised && alarms.Contains(signal) && raised.Contains(signal.Resource)) || (release is not null && signal.Subject == release))
            .OrderBy(signal => signal.OccurredAt))
        {
            var join = new JoinSignal(new CommandKey($"signal:{signal.Id}"), signal);
            await grains.GetGrain<IServiceGrain>(unapproved.Service.Value).RouteAsync(new CommandEnvelope(join, null, time.GetUtcNow(), null, Authority.None, Routed: false));
        }

        LogRenewed(logger, unapproved.Id, string.Join(", ", raised));
    }
}
