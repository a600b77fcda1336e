using BackoutBot.Core.Backouts;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Effects;

/// <summary>The later backout whose step took away what an ended one had left.</summary>
/// <param name="Backout">That backout.</param>
/// <param name="Approvers">Who approved its plan.</param>
/// <param name="At">When it was seen to be gone, UTC.</param>
public sealed record Taker(BackoutId Backout, IReadOnlyList<PersonId> Approvers, DateTimeOffset At)
{
    /// <summary>By whose step, and on whose word, for people.</summary>
    public string InWords => $"{Backout}{(Approvers.Count > 0 ? $", approved by {string.Join(" and ", Approvers)}" : "")}";

    /// <summary>
    /// Which of the backouts took it away after the other had ended; null where none is known to have. One that only took away what it had put up itself, after somebody
    /// else had removed this, is none.
    /// </summary>
    /// <param name="backouts">The backouts of the same service, in any order.</param>
    /// <param name="ended">The one that has ended.</param>
    /// <param name="left">What it left.</param>
    public static Taker? Find(IEnumerable<BackoutState> backouts, BackoutState ended, Effect left) =>
        (from other in backouts
         where other.Service == ended.Service && other.Id != ended.Id
         from effect in other.Effects
         where effect.IsTakenAway && effect.Step.Id == left.Step.Id && effect.GoneAt >= ended.ClosedAt
         where effect.Closing?.LeftBy is { } named ? named.Contains(ended.Id) : effect.StoodBefore
         orderby effect.GoneAt
         select new Taker(other.Id, effect.Approvers, effect.GoneAt!.Value)).FirstOrDefault();
}
