using System.Text.Json;
using System.Text.Json.Serialization;
using BackoutBot.Core.Releases;

namespace BackoutBot.Core.RestorePoints;

/// <summary>One piece of captured state, in the words of the action that knows how to go back to it.</summary>
/// <param name="Action">The name of the action that captured it.</param>
/// <param name="Resource">What it was captured of, in that action's words.</param>
/// <param name="Summary">One line for people, such as <c>revision v2.3.1</c>.</param>
/// <param name="State">The state itself; only the action reads it. Holds no secret.</param>
public sealed record CapturedState(string Action, string Resource, string Summary, JsonElement State)
{
    /// <summary>The deployed code, where the resource is one that releases are deployed to; null for all others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReleaseComponent? Release { get; init; }
}
