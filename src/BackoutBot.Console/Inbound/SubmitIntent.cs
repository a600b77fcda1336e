using BackoutBot.Core.Chat;

namespace BackoutBot.Console.Inbound;

/// <summary>What a person wants said, done, or both.</summary>
/// <param name="Said">To be put into the chat under the person's name; null for a button.</param>
/// <param name="Asked">To be put into the inbox; null where it was only said.</param>
internal sealed record SubmitIntent(ChatMessage? Said, ChatSubmission? Asked);
