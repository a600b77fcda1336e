using System.Text.Json;
using System.Text.Json.Serialization;
using BackoutBot.Core.Releases;

namespace BackoutBot.Core.RestorePoints;

/// <summary>One piece of captured state, in the words of the action that knows how to go back to it.</summary>
/// <param name="Action">The name of the action that captured it.</param>
/// <param name="Resource">What it was captured of, in that action's words; empty for all that the action captures.</param>
/// <param name="Summary">One line for people, such as <c>revision v2.3.1</c>.</param>
/// <param name="State">The state itself; only the action reads it. Holds no secret.</param>
public sealed record CapturedState(string Action, string Resource, string Summary, JsonElement State)
{
    /// <summary>The deployed code, where the resource is one that releases are deployed to; null for all others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReleaseComponent? Release { get; init; }

    /// <summary>Since when the deployed code has been out, UTC; null where that is not known or no release is deployed to the resource.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RunsSince { get; init; }

    /// <summary>Why there is no state to go back to; null where there is one. What did not exist when it was read is a state, and no reason.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Unread { get; init; }

    /// <summary>When it was read, UTC, where that was earlier than the rest of its point; null otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>A resource of which there is nothing to go back to.</summary>
    /// <param name="action">The name of the action that would have captured it.</param>
    /// <param name="resource">The resource, in that action's words; empty for all that the action captures.</param>
    /// <param name="why">Why not, for people.</param>
    public static CapturedState NotRead(string action, string resource, string why) =>
        new(action, resource, resource.Length == 0 ? $"{action}: {why}" : $"{resource}: {why}", JsonSerializer.SerializeToElement(false)) { Unread = why };

    /// <summary>Whether both are of the same resource.</summary>
    public bool IsOfSameResource(CapturedState other) => Action == other.Action && Resource == other.Resource;

    /// <summary>Whether both are of the same resource and hold the same. Of a resource that bears a release, the deployed code is what counts.</summary>
    public bool IsSameAs(CapturedState other) =>
        IsOfSameResource(other) && Unread is null == other.Unread is null
        && (Release is not null && other.Release is not null ? Release.Identity == other.Release.Identity : JsonElement.DeepEquals(State, other.State));
}
