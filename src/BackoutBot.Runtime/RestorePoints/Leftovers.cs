using BackoutBot.Core.Backouts;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.RestorePoints;

/// <summary>Tells of what is read of a service whether an ended backout left it so: as nobody wants it, or as somebody else's.</summary>
internal sealed class Leftovers(IStore store, BackoutStates states)
{
    // What an earlier one left was left by one of these, too, unless somebody has changed it since.
    private const int LastFew = 20;

    /// <summary>The service's last few backouts that have ended, the newest first.</summary>
    public async Task<IReadOnlyList<BackoutState>> EndedAsync(ServiceId service, CancellationToken cancellationToken)
    {
        List<BackoutState> ended = [];
        var latest = await store.Journal.LatestNumberAsync(service, cancellationToken);
        for (var number = latest; number > Math.Max(0, latest - LastFew); number--)
        {
            if (await store.Journal.FindAsync(BackoutHead.IdOf(service, number), cancellationToken) is { IsOpen: false } head && await states.ReadableAsync(head, cancellationToken) is { } state)
            {
                ended.Add(state);
            }
        }

        return ended;
    }

    /// <summary>The ended backout that left something under that release, for which nobody answers yet; null where none did, or the release came after it.</summary>
    /// <param name="service">The service.</param>
    /// <param name="kept">What is kept of the release; null where nothing is.</param>
    /// <param name="point">What was read of it just now.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<BackoutId?> LeftByAsync(ServiceId service, KeptRestorePoint? kept, RestorePoint point, CancellationToken cancellationToken)
    {
        // A backout that went back in part makes a release that was never read before.
        var runsSince = kept?.FirstAt ?? point.States.Select(state => state.RunsSince).Max();
        return (await states.UnsettledAsync(cancellationToken))
            .FirstOrDefault(ended => ended.Service == service && runsSince <= ended.ClosedAt && Residue.Of(ended).Any(one => one.Kind is not (ResidueKind.NotProved or ResidueKind.NotWorking or ResidueKind.OtherRelease or ResidueKind.LeftToOthers)))
            ?.Id;
    }

    /// <summary>
    /// The ended backout that brought the release which runs, and left undone something else that belongs to it: whoever goes back now goes on with that. Null where none did.
    /// </summary>
    public async Task<BackoutState?> UnfinishedAsync(ServiceId service, Release runs, CancellationToken cancellationToken) =>
        (await states.UnsettledAsync(cancellationToken)).FirstOrDefault(ended =>
            ended is { BeganAsUndo: false, Leaving.Components.Count: > 0 } && ended.Service == service && runs.IsSameAs(ended.RestorePoint?.Release) && NotReached(ended).Any());

    /// <summary>The steps about resources that ended backouts of the service did not do, or not to their end, and for which nobody answers yet.</summary>
    public async Task<IReadOnlyList<PlanStep>> NotReachedAsync(ServiceId service, CancellationToken cancellationToken) =>
        [.. (await states.UnsettledAsync(cancellationToken)).Where(ended => ended.Service == service).SelectMany(NotReached)];

    private static IEnumerable<PlanStep> NotReached(BackoutState ended) =>
        ended.Unreached.Concat(ended.Effects.Where(effect => effect.IsHalfDone).Select(effect => effect.Step)).DistinctBy(step => step.Id).Where(step => step.Basis?.Any(fact => fact.Resource is not null) is true);
}
