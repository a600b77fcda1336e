using System.Text.Json;
using System.Text.Json.Serialization;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;
using BackoutBot.Core.Runbooks;

namespace BackoutBot.Core.Plans;

/// <summary>One concrete rollback step, as people approve it and as the action later performs it.</summary>
/// <param name="Id">The step's name in the plan.</param>
/// <param name="Action">The action that performs it.</param>
/// <param name="After">The steps that must have ended well before it starts.</param>
/// <param name="Title">One line: what it does to what.</param>
/// <param name="Before">The state now, for people.</param>
/// <param name="Target">The state when it is done, for people.</param>
/// <param name="Estimate">How long it is expected to take.</param>
/// <param name="Reversibility">Whether it can be taken back.</param>
/// <param name="Caution">What can't be undone or may surprise; null where nothing.</param>
/// <param name="DataLossWindow">How much written data it loses; null where none.</param>
/// <param name="ApprovalsNeeded">How many approvers it needs, 1 or more.</param>
/// <param name="Input">What the action needs to perform it, frozen at planning; only the action reads it. Holds no secret.</param>
public sealed record PlanStep(
    StepId Id,
    string Action,
    IReadOnlyList<StepId> After,
    string Title,
    string Before,
    string Target,
    TimeSpan Estimate,
    Reversibility Reversibility,
    string? Caution,
    TimeSpan? DataLossWindow,
    int ApprovalsNeeded,
    JsonElement Input)
{
    /// <summary>The step whose doing this one takes away again, so that both together are a bracket; null where it takes none. The planner sets it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StepId? Closes { get; init; }

    /// <summary>
    /// The backouts of which it takes away what stood when it was planned, as its action read it; null where nothing stood, and in a plan that an earlier version
    /// made.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BackoutId>? LeftBy { get; init; }

    /// <summary>The step of this backout that ended well and whose change this one puts back; null where it puts none back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StepId? Undoes { get; init; }

    /// <summary>The step that was done and is not so any more once this one is.</summary>
    [JsonIgnore]
    public StepId? TakesBack => Closes ?? Undoes;

    /// <summary>The facts that it rests on, which are read again before it starts; null where there are none. What takes away what the same plan puts up rests on none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BasisFact>? Basis { get; init; }

    /// <summary>
    /// The resources that it changes, each by a name that no other has, wherever it is: no two backouts work on one at a time. The planner sets it, by what
    /// the action says; null in a plan that an earlier version made.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Writes { get; init; }

    /// <summary>What it found to run where it brings another release; null where it brings none, that is not known, or an earlier version made the plan.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReleaseComponent? Found { get; init; }

    /// <summary>How much of the estimate passes once its change is made, while what lies with others is waited for; null where nothing does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? Settling { get; init; }

    /// <summary>How long an attempt may take before people are told that it is overdue, as its action says. The planner sets it; null in a plan that an earlier version made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? Deadline { get; init; }

    /// <summary>Whether, once it is over, nothing further starts before a person has looked. The planner sets it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsHeldAfter { get; init; }

    /// <summary>The entry of the plan file that it is made from, where that stands for several steps; null where it is the step itself. The planner sets it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StepId? Entry { get; init; }

    /// <summary>Whether what it does can't be had back.</summary>
    [JsonIgnore]
    public bool IsGrave => Reversibility is Reversibility.OneWay || DataLossWindow is not null;

    /// <summary>Whether it only makes sense around other steps. The planner sets it, by what the action says.</summary>
    public bool Supporting { get; init; }

    /// <summary>How a person performs it by hand, as its action says. The planner sets it; null in a plan that an earlier version made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StepRunbook? Runbook { get; init; }
}
