using BackoutBot.Core.Announcements;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.Runtime.Backouts;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Residues;

/// <summary>
/// Looks whether what ended backouts left open still stands, so that nobody is asked for what somebody took away by hand, and has those that a later
/// one settled say so. What can't be read stays listed.
/// </summary>
internal sealed class ResidueWatch(IStore store, BackoutStates states, LeftOpen leftOpen, IServiceCatalogue catalogue, IGrainFactory grains, TimeProvider time)
{
    private const int LastFew = 5;

    /// <summary>Looks once at all of it.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken);
        var ended = await EndedAsync(cancellationToken);
        BackoutState[] all = [.. await states.OpenAsync(cancellationToken), .. ended];
        foreach (var (left, open) in ended.SelectMany(state => state.OpenBrackets.Select(open => (state, open))).ToArray())
        {
            var taker = Taker.Find(all, left, open);
            if (await leftOpen.IsGoneAsync(left, open, cancellationToken, wasTakenAway: taker is not null))
            {
                await TellAsync(left.Id, new ReportGone(new CommandKey($"gone:{open.Step.Id}"), open.Step.Id) { Taker = taker, ToldElsewhere = ToldElsewhere.Of(all, left, open) });
            }
        }
    }

    /// <summary>What open backouts took away so far, or saw to be gone: an earlier one may have left it.</summary>
    public async Task<IReadOnlySet<(BackoutId, StepId, DateTimeOffset?)>> SeenGoneAsync(CancellationToken cancellationToken) =>
        (await states.OpenAsync(cancellationToken)).SelectMany(state => state.Effects.Where(effect => effect is { Closing: not null, Standing: EffectStanding.Undone }).Select(effect => (state.Id, effect.Step.Id, effect.GoneAt))).ToHashSet();

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
}
