using System.Text.Json.Serialization;

namespace BackoutBot.Core.Plans;

/// <summary>
/// A fact whose change would change what a step does, or from where to where it goes. It leaves out what moves by itself: counts, health, weights,
/// and what the plan's own steps do.
/// </summary>
/// <param name="Name">What it is about, for people: the same each time that it is read.</param>
/// <param name="Value">What it is, for people and to be compared.</param>
public sealed record BasisFact(string Name, string Value)
{
    /// <summary>The resource that it is about, in the words of the action that captures it; null where it is about a release or about none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Resource { get; init; }

    /// <summary>What it is once the step has been done, which is no drift either; null where the step does not change it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Done { get; init; }
}
