using BackoutBot.Core.Chat;

namespace BackoutBot.Runtime.Storage;

/// <summary>Something to be said on one platform.</summary>
/// <param name="Platform">The platform's <see cref="IChatPlatform.Name"/>.</param>
/// <param name="Message">What is to be said; the same key again replaces what was not said yet and edits what was.</param>
/// <param name="Since">When that came about which it tells of, UTC: delivery is measured from there.</param>
public sealed record OutboxMessage(string Platform, ChatMessage Message, DateTimeOffset Since);
