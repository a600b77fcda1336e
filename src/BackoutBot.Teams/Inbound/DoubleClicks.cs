using System.Collections.Concurrent;
using BackoutBot.Core.Ids;
using BackoutBot.Teams.Rendering;

namespace BackoutBot.Teams.Inbound;

/// <summary>
/// Tells a double click from a second press. Teams gives each click an id of its own, so it can't be told by that; the same press by
/// the same person within a moment is one. What a backout does twice is guarded by itself; this keeps the second click from being told off.
/// </summary>
internal sealed class DoubleClicks(TimeProvider time)
{
    /// <summary>How long a press is remembered.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<(PersonId Person, string Conversation, TeamsPress Press), DateTimeOffset> _presses = new();

    /// <summary>Whether it is the first of its kind in this moment, and remembers it.</summary>
    public bool IsFirst(PersonId person, string conversation, TeamsPress press)
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach (KeyValuePair<(PersonId, string, TeamsPress), DateTimeOffset> old in _presses.Where(old => old.Value <= now))
        {
            _ = _presses.TryRemove(old);
        }

        return _presses.TryAdd((person, conversation, press), now + Moment);
    }

    /// <summary>Forgets a press that could not be kept, so that it can be pressed again at once.</summary>
    public void Forget(PersonId person, string conversation, TeamsPress press) => _presses.TryRemove((person, conversation, press), out _);
}
