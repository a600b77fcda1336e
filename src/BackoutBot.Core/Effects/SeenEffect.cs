namespace BackoutBot.Core.Effects;

/// <summary>What stands of what a step put up, as it was read: all of it, some of it, or nothing.</summary>
/// <param name="Standing">Whether any of it was seen, none was but some could not be read, or all was seen to be gone.</param>
/// <param name="Stands">What is the case while it stands, for people; null where nothing does.</param>
public sealed record SeenEffect(EffectStanding Standing, string? Stands)
{
    /// <summary>Nothing of it stands.</summary>
    public static SeenEffect Nothing { get; } = new(EffectStanding.Undone, null);
}
