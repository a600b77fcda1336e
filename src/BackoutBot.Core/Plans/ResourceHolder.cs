using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Plans;

/// <summary>A backout that works on a resource, so that no other may until it is done with that.</summary>
/// <param name="Backout">The backout.</param>
/// <param name="Resource">The resource, as <see cref="PlanStep.Writes"/> names it.</param>
public sealed record ResourceHolder(BackoutId Backout, string Resource)
{
    /// <summary>Who is waited for and why, for people.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string InWords => $"{Backout} works on {Resource}, too, and no step begins before all steps of that are over and nothing that they put up stands. Whom that waits for is on its card; afterwards this goes on by itself.";
}
