using BackoutBot.Core.Backouts;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Services;

namespace BackoutBot.Core.Announcements;

/// <summary>Finds who hears from a later backout of the service that what an ended one left is gone, so that nobody hears it twice.</summary>
public static class ToldElsewhere
{
    /// <summary>Whom a later backout told, since the other had ended, that what that had left stands.</summary>
    /// <param name="backouts">The backouts of the service and others, in any order.</param>
    /// <param name="ended">The one that has ended.</param>
    /// <param name="left">What it left.</param>
    public static IReadOnlyList<AudienceKind> Of(IEnumerable<BackoutState> backouts, BackoutState ended, Effect left) =>
    [
        .. backouts
            .Where(other => other.Service == ended.Service && other.Id != ended.Id && other.OpenedAt >= ended.ClosedAt && other.Effects.Exists(effect => effect.Closing is not null && effect.Step.Id == left.Step.Id))
            .SelectMany(other => other.Announced)
            .Where(told => told.Shown is not null && !told.IsOwnWords)
            .Select(told => told.Audience)
            .Distinct(),
    ];
}
