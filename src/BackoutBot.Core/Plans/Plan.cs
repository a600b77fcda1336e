using System.Text.Json.Serialization;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Plans;

/// <summary>The concrete steps of one backout: a DAG with a content hash. Approval binds to the hash.</summary>
/// <param name="Hash">Over the backout, the steps and their input: any change makes another plan.</param>
/// <param name="Steps">The steps, each after those it waits for.</param>
/// <param name="Remarks">What was left out and why, for people.</param>
public sealed record Plan(PlanHash Hash, IReadOnlyList<PlanStep> Steps, IReadOnlyList<string> Remarks)
{
    /// <summary>The steps of the plan file that could not be planned: with one, the plan goes back only in part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LeftOutStep>? LeftOut { get; init; }

    /// <summary>The steps of the plan file that are not needed, for what they would bring about was read to be there: of these nothing is done, and the plan rests on it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PlanStep>? Unneeded { get; init; }

    /// <summary>How long the steps are expected to take: along the longest way through them, for those that wait for nothing run side by side.</summary>
    [JsonIgnore]
    public TimeSpan Estimate => Ends().Values.DefaultIfEmpty().Max();

    /// <summary>What stands between two of its steps while it runs, and for how long that is expected: what an opening step puts up, until the closing one has taken it away.</summary>
    [JsonIgnore]
    public IEnumerable<(PlanStep Opening, TimeSpan For)> Brackets
    {
        get
        {
            Dictionary<StepId, TimeSpan> ends = Ends();
            foreach (PlanStep closing in Steps)
            {
                if (closing.Closes is { } opened && Find(opened) is { } opening)
                {
                    yield return (opening, ends[closing.Id] - ends[opened] + opening.Estimate);
                }
            }
        }
    }

    /// <summary>What it lacks, for people: a clause such as <c>1 of 5 steps left out, dns</c>; null where it lacks nothing.</summary>
    [JsonIgnore]
    public string? Lacks
    {
        get
        {
            StepId[] lacking = [.. (LeftOut ?? []).Select(left => left.Step).Distinct()];
            StepId[] inPart = [.. lacking.Where(id => Find(id) is not null)];
            StepId[] without = [.. lacking.Except(inPart)];
            string[] clauses =
            [
                .. without.Length == 0 ? Array.Empty<string>() : [$"{without.Length} of {Steps.Count + without.Length} steps left out, {string.Join(", ", without)}"],
                .. inPart.Length == 0 ? Array.Empty<string>() : [$"{inPart.Length} of {Steps.Count + without.Length} steps in part, {string.Join(", ", inPart)}"],
            ];
            return clauses.Length == 0 ? null : string.Join("; ", clauses);
        }
    }

    /// <summary>How many distinct approvers the steps ask for, 1 or more.</summary>
    public int ApprovalsNeeded => Steps.Max(step => step.ApprovalsNeeded);

    /// <summary>When each step is expected to end, from the plan's beginning on.</summary>
    private Dictionary<StepId, TimeSpan> Ends()
    {
        Dictionary<StepId, TimeSpan> ends = [];
        foreach (PlanStep step in Steps)
        {
            ends[step.Id] = step.Estimate + step.After.Select(earlier => ends.GetValueOrDefault(earlier) - (step.Closes is null ? null : Find(earlier)?.Settling) ?? ends.GetValueOrDefault(earlier)).DefaultIfEmpty().Max();
        }

        return ends;
    }

    /// <summary>The step of that name, or null.</summary>
    public PlanStep? Find(StepId id) => Steps.FirstOrDefault(step => step.Id == id);
}
