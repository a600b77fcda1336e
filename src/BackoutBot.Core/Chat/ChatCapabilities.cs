namespace BackoutBot.Core.Chat;

/// <summary>What a chat platform can do, as data.</summary>
/// <param name="EditInterval">At most one edit of a card in this time; more are coalesced. Zero where there is no limit.</param>
/// <param name="PostInterval">At most one new post in a channel in this time; edits and private replies are not counted. Zero where there is no limit.</param>
/// <param name="PrivateReplies">Whether a reply can be shown to one person only.</param>
public sealed record ChatCapabilities(TimeSpan EditInterval, TimeSpan PostInterval, bool PrivateReplies);
