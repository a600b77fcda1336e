namespace BackoutBot.Core.Services;

/// <summary>Stakeholders who are told the same things in the same words.</summary>
/// <param name="Kind">How much of the inside they are told.</param>
/// <param name="Channel">The channel where they are told, such as <c>#stakeholders</c>.</param>
public sealed record Audience(AudienceKind Kind, string Channel);
