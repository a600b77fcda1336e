using System.Text.Json.Serialization;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Actions;

/// <summary>Whether what a step brought about is still so, as it was read just now.</summary>
/// <param name="Step">The step.</param>
/// <param name="Amiss">What is otherwise, or why that can't be read, for people: one or more sentences; null where all is as the step left it.</param>
public sealed record StepVerification(StepId Step, string? Amiss)
{
    /// <summary>Whether it could not be read, so that it may well be as the step left it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsUnread { get; init; }

    /// <summary>
    /// What became of the thing instead of what the step was to do with it, for people, although all may be as it was to be left: a deployment that ended
    /// before it was stopped, for instance. Null where the step did what it was to do, or its action does not tell.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CameToNothing { get; init; }

    /// <summary>
    /// For a step that takes something away: what stands of that, which may be nothing although something is amiss, such as a page that somebody
    /// else put up in the same place; null where its action does not tell the two apart.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SeenEffect? Stands { get; init; }

    /// <summary>The same, where nothing amiss means that nothing stands; null where it is not known.</summary>
    [JsonIgnore]
    public SeenEffect? StandsNow => Stands ?? (Amiss is null && !IsUnread ? SeenEffect.Nothing : null);

    /// <summary>How a done step stands by it, for people.</summary>
    [JsonIgnore]
    public string InWords => $"{(IsUnread ? "not known whether it is still so" : "not so any more")}. {Amiss}";
}
