using System.Text.Json.Serialization;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Plans;

/// <summary>A step of the plan file, or some of what it is to do, that could not be planned.</summary>
/// <param name="Step">The step.</param>
/// <param name="Reason">What is wrong and where, for people.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record LeftOutStep(StepId Step, string Reason, string Fix)
{
    /// <summary>What a person may include all the same; null where there is no such thing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Resource { get; init; }

    /// <summary>What is missing, for people.</summary>
    /// <param name="steps">The steps of the plan: of one of those, only some is left out.</param>
    public string InWords(IEnumerable<PlanStep> steps) => $"{Step}: {(steps.Any(step => step.Id == Step) ? "in part" : "left out of the plan")}. {Reason}";
}
