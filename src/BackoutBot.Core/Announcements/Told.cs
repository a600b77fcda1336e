using BackoutBot.Core.Services;

namespace BackoutBot.Core.Announcements;

/// <summary>That an audience was told of an occasion.</summary>
/// <param name="Occasion">The occasion.</param>
/// <param name="Audience">Who was told.</param>
/// <param name="Round">The plan round in which that was.</param>
/// <param name="Shown">What customers were shown then, in words for clients; null where it was nothing, as far as it was seen.</param>
public sealed record Told(string Occasion, AudienceKind Audience, int Round, string? Shown)
{
    /// <summary>Whether it was a person's own words, which say nothing of what the bot knows.</summary>
    public bool IsOwnWords => Occasion.StartsWith("own words ", StringComparison.Ordinal);
}
