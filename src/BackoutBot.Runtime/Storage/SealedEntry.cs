using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;

namespace BackoutBot.Runtime.Storage;

/// <summary>A journal entry together with its event exactly as it is stored, which is what the hash covers.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="EventJson">The event's text.</param>
public sealed record SealedEntry(JournalEntry Entry, string EventJson)
{
    /// <summary>Writes the event down and chains it to the entry before.</summary>
    /// <param name="previousHash">The hash of the entry before; <see cref="JournalChain.Genesis"/> for the first.</param>
    /// <param name="backout">The backout.</param>
    /// <param name="version">The entry's version.</param>
    /// <param name="at">When it was decided.</param>
    /// <param name="actor">Who caused it; null for the bot.</param>
    /// <param name="cause">The command that it came from.</param>
    /// <param name="traceParent">The trace context; null where there was none.</param>
    /// <param name="happened">The event.</param>
    public static SealedEntry Seal(
        string previousHash,
        BackoutId backout,
        long version,
        DateTimeOffset at,
        PersonId? actor,
        CommandKey cause,
        string? traceParent,
        BackoutEvent happened)
    {
        var json = JournalJson.Serialize(happened);
        var hash = JournalChain.Hash(previousHash, backout, version, at, actor, cause, traceParent, json);
        return new SealedEntry(new JournalEntry(backout, version, at, actor, cause, traceParent, happened, previousHash, hash), json);
    }
}
