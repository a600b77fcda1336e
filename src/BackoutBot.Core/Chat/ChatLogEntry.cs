using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Chat;

/// <summary>A message in the console's chat, as it stands now.</summary>
/// <param name="Position">Grows with each change of the log; an edit moves the entry to a new position.</param>
/// <param name="PostedAt">When it was first said, UTC; orders the thread.</param>
/// <param name="Author">Who said it; null for the bot.</param>
/// <param name="Message">What is said.</param>
public sealed record ChatLogEntry(long Position, DateTimeOffset PostedAt, PersonId? Author, ChatMessage Message);
