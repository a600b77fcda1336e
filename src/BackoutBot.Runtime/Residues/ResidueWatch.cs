using BackoutBot.Core.Actions;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.Runtime.Backouts;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.Residues;

/// <summary>
/// Looks whether what ended backouts left open still stands, so that nobody is asked for what somebody took away by hand, and has those that a later
/// one settled say so. What can't be read stays listed.
/// </summary>
internal sealed partial class ResidueWatch(
    IStore store,
    BackoutStates states,
    IEnumerable<IRollbackAction> actions,
    IServiceCatalogue catalogue,
    IGrainFactory grains,
    IOptions<RuntimeOptions> options,
    TimeProvider time,
    ILogger<ResidueWatch> logger)
{
    private const int LastFew = 5;

    // A list that lags behind may not show yet what was put up right before the end.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, IRollbackAction> actions = actions.ToDictionary(action => action.Name, StringComparer.Ordinal);

    /// <summary>Looks once at all of it.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken);
        var now = time.GetUtcNow();
        var lag = options.Value.ResidueInterval < Lag ? options.Value.ResidueInterval : Lag;
        var ended = await EndedAsync(cancellationToken);
        BackoutState[] all = [.. await states.OpenAsync(cancellationToken), .. ended];
        foreach (var (left, open) in ended.SelectMany(state => state.OpenBrackets.Select(open => (state, open))).ToArray())
        {
            var taker = Taker.Find(all, left, open);
            if ((taker is not null || now - left.ClosedAt >= lag) && await IsGoneAsync(left, open, cancellationToken))
            {
                await TellAsync(left.Id, new ReportGone(new CommandKey($"gone:{open.Step.Id}"), open.Step.Id) { Taker = taker });
            }
        }
    }

    /// <summary>What steps of open backouts took away so far: an earlier one may have left it.</summary>
    public async Task<IReadOnlySet<(BackoutId, StepId, DateTimeOffset?)>> TakenAwayAsync(CancellationToken cancellationToken) =>
        (await states.OpenAsync(cancellationToken)).SelectMany(state => state.Effects.Where(effect => effect.IsTakenAway).Select(effect => (state.Id, effect.Step.Id, effect.GoneAt))).ToHashSet();

    /// <summary>Has those that a later one settled say so themselves: their cards would ask for ever for what is in no list any more.</summary>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        foreach (var service in catalogue.All)
        {
            foreach (var (ended, by) in await states.SettledAsync(service.Id, cancellationToken))
            {
                await TellAsync(ended.Id, new ReportSettled(new CommandKey($"settled:{by.Id}"), new Settled(by.Id, by.ClosedAt!.Value)));
            }
        }
    }

    private async Task TellAsync(BackoutId ended, Report report) =>
        await grains.GetGrain<IBackoutGrain>(ended.Value).HandleAsync(new CommandEnvelope(report, null, time.GetUtcNow(), null, Authority.None, Routed: false));

    /// <summary>Those that are still asked for, and each service's last few: a later backout may have taken away what their cards still name.</summary>
    private async Task<IReadOnlyList<BackoutState>> EndedAsync(CancellationToken cancellationToken)
    {
        var ended = (await states.UnsettledAsync(cancellationToken)).ToDictionary(state => state.Id);
        foreach (var service in catalogue.All)
        {
            var latest = await store.Journal.LatestNumberAsync(service.Id, cancellationToken);
            for (var number = latest; number > Math.Max(0, latest - LastFew); number--)
            {
                if (await store.Journal.FindAsync(BackoutHead.IdOf(service.Id, number), cancellationToken) is { IsOpen: false } head && await states.ReadableAsync(head, cancellationToken) is { } state)
                {
                    ended[state.Id] = state;
                }
            }
        }

        return [.. ended.Values];
    }

    private async Task<bool> IsGoneAsync(BackoutState ended, Effect open, CancellationToken cancellationToken)
    {
        if (catalogue.Find(ended.Service) is not { } service || !actions.TryGetValue(open.Closing!.Action, out var action))
        {
            return false;
        }

        try
        {
            return await action.VerifyAsync(new ActionContext(ended.Id, service, SuspectSince: null), open.Closing, cancellationToken) is { StandsNow.Standing: EffectStanding.Undone };
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnread(logger, fault, ended.Id, open.Step.Id);
            return false;
        }
    }
}
