using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Chat;

/// <summary>Something to be said in chat. The same key always means the same message: saying it twice edits it in place.</summary>
/// <param name="Key">Deterministic; the platform adapter finds an earlier delivery by it where the platform allows.</param>
/// <param name="Channel">The channel, such as <c>#ops</c>.</param>
/// <param name="Thread">The key of the message at the thread's root; null where this is a root itself.</param>
/// <param name="OnlyFor">The one person who sees it; null where all do.</param>
/// <param name="Body">What is said.</param>
public sealed record ChatMessage(string Key, string Channel, string? Thread, PersonId? OnlyFor, MessageBody Body);
