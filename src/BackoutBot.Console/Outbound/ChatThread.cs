using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;

namespace BackoutBot.Console.Outbound;

/// <summary>A message and what was said beneath it.</summary>
/// <param name="Root">The message.</param>
/// <param name="Replies">The replies, oldest first.</param>
public sealed record ChatThread(ChatLogEntry Root, IReadOnlyList<ChatLogEntry> Replies);

/// <summary>Who may see what.</summary>
internal static class ChatVisibility
{
    /// <summary>Whether the person may see the message at all.</summary>
    public static bool IsVisibleTo(this ChatLogEntry entry, PersonId viewer) => entry.Message.OnlyFor is not { } only || only == viewer;
}
