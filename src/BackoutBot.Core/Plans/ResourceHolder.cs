using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Plans;

/// <summary>A backout that works on a resource, so that no other may until it has ended.</summary>
/// <param name="Backout">The backout.</param>
/// <param name="Resource">The resource, as <see cref="PlanStep.Writes"/> names it.</param>
public sealed record ResourceHolder(BackoutId Backout, string Resource)
{
    /// <summary>Who is waited for and why, for people.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string InWords => $"{Backout} goes on, and changes {Resource}, too. No step begins before that has ended; then it goes on by itself.";
}
