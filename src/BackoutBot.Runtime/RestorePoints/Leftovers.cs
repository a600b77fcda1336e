using BackoutBot.Core.Backouts;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
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
    public async Task<BackoutId?> LeftByAsync(ServiceId service, KeptRestorePoint? kept, CancellationToken cancellationToken) =>
        kept is null
            ? null
            : (await states.UnsettledAsync(cancellationToken))
                .FirstOrDefault(ended => ended.Service == service && kept.FirstAt <= ended.ClosedAt && Residue.Of(ended).Any(one => one.Kind is not (ResidueKind.NotProved or ResidueKind.NotWorking or ResidueKind.OtherRelease)))
                ?.Id;
}
