using System.Text.Json.Serialization;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Plans;

/// <summary>A fact that a step of the approved plan rests on, and that is not so any more.</summary>
/// <param name="Step">The step.</param>
/// <param name="Name">What the fact is about, for people.</param>
/// <param name="Was">What it was when the plan was made.</param>
/// <param name="Is">What it is.</param>
public sealed record MovedFact(StepId Step, string Name, string Was, string Is)
{
    /// <summary>The resource that it is about, in the words of the action that captures it; null where it is about a release or about none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Resource { get; init; }

    /// <summary>What happened, for people.</summary>
    [JsonIgnore]
    public string InWords => $"{Name}: it was {Was} when the plan was made, and is {Is}";

    /// <summary>What of a step's basis is neither as it was planned nor as the step itself leaves it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="now">What was read just now.</param>
    public static IEnumerable<MovedFact> Find(PlanStep step, StepBasis now) =>
        from planned in step.Basis ?? []
        let present = now.Facts.FirstOrDefault(fact => fact.Name == planned.Name)?.Value ?? "gone"
        where present != planned.Value && present != planned.Done
        select new MovedFact(step.Id, planned.Name, planned.Value, present) { Resource = planned.Resource };
}
