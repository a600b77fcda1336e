using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Runtime.Reading;

namespace BackoutBot.Runtime.RestorePoints;

/// <summary>Tells whether what is read of a service holds what an ended backout left as nobody wants it.</summary>
internal sealed class Leftovers(BackoutStates states)
{
    /// <summary>The ended backout that left something under that release, for which nobody answers yet; null where none did, or the release came after it.</summary>
    public async Task<BackoutId?> LeftByAsync(ServiceId service, KeptRestorePoint? kept, CancellationToken cancellationToken) =>
        kept is null
            ? null
            : (await states.UnsettledAsync(cancellationToken))
                .FirstOrDefault(ended => ended.Service == service && kept.FirstAt <= ended.ClosedAt && Residue.Of(ended).Any(one => one.Kind is not (ResidueKind.NotProved or ResidueKind.NotWorking or ResidueKind.OtherRelease)))
                ?.Id;
}
