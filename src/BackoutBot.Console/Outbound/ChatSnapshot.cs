using System.Collections.Immutable;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;

namespace BackoutBot.Console.Outbound;

/// <summary>The chat at one position of the log.</summary>
/// <param name="Position">The position of the latest change in it.</param>
/// <param name="Entries">The messages, by key.</param>
internal sealed record ChatSnapshot(long Position, ImmutableDictionary<string, ChatLogEntry> Entries)
{
    /// <summary>The channels in which something was said that the viewer may see.</summary>
    public IEnumerable<string> ChannelsFor(PersonId viewer) =>
        Entries.Values.Where(entry => entry.IsVisibleTo(viewer)).Select(entry => entry.Message.Channel).Distinct(StringComparer.Ordinal);

    /// <summary>The channel's newest threads as the viewer may see them, oldest first.</summary>
    public IReadOnlyList<ChatThread> ThreadsFor(PersonId viewer, string channel, int limit)
    {
        var visible = Entries.Values.Where(entry => entry.Message.Channel == channel && entry.IsVisibleTo(viewer)).ToList();
        var replies = visible.Where(entry => entry.Message.Thread is not null).ToLookup(entry => entry.Message.Thread!, StringComparer.Ordinal);
        return
        [
            .. visible
                .Where(entry => entry.Message.Thread is null)
                .OrderBy(entry => entry.PostedAt).ThenBy(entry => entry.Position)
                .TakeLast(limit)
                .Select(root => new ChatThread(root, [.. replies[root.Message.Key].OrderBy(reply => reply.PostedAt).ThenBy(reply => reply.Position)])),
        ];
    }

    /// <summary>The chat after those changes, with at most <paramref name="kept"/> messages.</summary>
    public ChatSnapshot With(IReadOnlyList<ChatLogEntry> changes, int kept)
    {
        var entries = Entries.SetItems(changes.Select(change => KeyValuePair.Create(change.Message.Key, change)));
        if (entries.Count > kept)
        {
            entries = entries.RemoveRange(entries.Values.OrderBy(entry => entry.Position).Take(entries.Count - kept).Select(entry => entry.Message.Key));
        }

        return new ChatSnapshot(changes[^1].Position, entries);
    }
}
