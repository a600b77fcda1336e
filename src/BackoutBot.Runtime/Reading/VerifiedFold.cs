using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Plans;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Reading;

/// <summary>A backout as its journal tells it, up to the first entry that is not as the bot wrote it. No entry behind that is believed.</summary>
/// <param name="State">The state.</param>
/// <param name="LastHash">The hash of the latest entry in it.</param>
public sealed record VerifiedFold(BackoutState State, string LastHash)
{
    /// <summary>A backout of which nothing was read yet.</summary>
    public static VerifiedFold New(BackoutId id) => new(BackoutState.New(id), JournalChain.Genesis);

    /// <summary>The fold after the entries that were read next.</summary>
    /// <param name="entries">What the journal holds after the state's version, oldest first.</param>
    /// <param name="headVersion">The version that the backout's head said it is at, before that was read.</param>
    public VerifiedFold Continue(IReadOnlyList<SealedEntry> entries, long headVersion)
    {
        var fold = this;
        foreach (var entry in entries)
        {
            if (!fold.Fits(entry))
            {
                return fold.BrokenFrom(fold.State.Version + 1);
            }

            fold = fold.With(entry.Entry);
        }

        return fold.State.Version < headVersion ? fold.BrokenFrom(fold.State.Version + 1) : fold;
    }

    /// <summary>The fold after an entry that this process wrote itself.</summary>
    public VerifiedFold With(JournalEntry entry) => new(State.Apply(entry), entry.Hash);

    /// <summary>The fold of a journal that is not to be believed from that entry on.</summary>
    public VerifiedFold BrokenFrom(long version) => this with { State = State with { BrokenAt = version } };

    private bool Fits(SealedEntry one)
    {
        var (entry, json) = one;
        return State.BrokenAt is null
            && entry.Version == State.Version + 1
            && entry.PreviousHash == LastHash
            && entry.Hash == JournalChain.Hash(LastHash, State.Id, entry.Version, entry.At, entry.Actor, entry.Cause, entry.TraceParent, json)
            && (entry.Event is not PlanProposed proposed || PlanSeal.Holds(State, proposed.Plan, json));
    }
}
