using System.Text.Json.Serialization;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;

namespace BackoutBot.Core.Effects;

/// <summary>What a person wants put back as it was before steps of a backout changed it: one step of this backout, or all of an ended one.</summary>
/// <param name="By">Who asked for it, and so can't approve it.</param>
/// <param name="Reason">Why; null where none was given.</param>
/// <param name="Steps">The steps, as they were approved, in the order in which they were done.</param>
public sealed record Undoing(PersonId By, string? Reason, IReadOnlyList<PlanStep> Steps)
{
    /// <summary>The ended backout that did them; null where this one did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BackoutId? Of { get; init; }

    /// <summary>What ran before the ended backout, and is to run again; null where that is not known, or it is one step of this backout.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Release? To { get; init; }

    /// <summary>What the ended backout did, or may have done, that is not put back with the rest, for people; null where there is no such thing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Besides { get; init; }

    /// <summary>Whether it is one step of the backout itself, so that the plan does nothing else.</summary>
    [JsonIgnore]
    public bool IsOfOwn => Of is null;

    /// <summary>What is put back, for people: a clause.</summary>
    [JsonIgnore]
    public string InWords => Of is { } backout ? $"puts back what each step of {backout} had found" : $"puts back what was before «{string.Join("», «", Steps.Select(step => step.Title))}»";

    /// <summary>All that an ended backout changed for good.</summary>
    /// <param name="ended">The backout.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="reason">Why; null where none was given.</param>
    public static Undoing All(BackoutState ended, PersonId by, string? reason) => new(by, reason, [.. Lasting(ended).Select(effect => effect.Step)])
    {
        Of = ended.Id,
        // Where somebody deployed something else in the middle of it, its steps did not find what had run before it; and where none deployed anything, no release comes back.
        To = FromTo.Since(ended) is null && (!ended.KnowsReleaseSteps || Lasting(ended).Any(effect => ended.BearsRelease(effect.Step))) ? Before(ended) : null,
        Besides = BesidesOf(ended) is { Count: > 0 } besides ? besides : null,
    };

    /// <summary>What a backout did, or may have done, that is not put back with the rest, for people.</summary>
    public static IReadOnlyList<string> BesidesOf(BackoutState ended) => [.. Residue.Of(ended).Where(one => one.Kind is ResidueKind.Open or ResidueKind.HalfDone).Select(one => one.Text)];

    /// <summary>What ran before it: what it left, but for what its steps found otherwise of what they brought another release to.</summary>
    private static Release? Before(BackoutState ended)
    {
        ReleaseComponent[] found = [.. Lasting(ended).Select(effect => effect.Step.Found).OfType<ReleaseComponent>()];
        return found.Length > 0 && ended.Leaving is { } left
            ? Release.Of([.. found, .. left.Components.Where(component => !Array.Exists(found, one => one.Resource == component.Resource))])
            : ended.Leaving;
    }

    /// <summary>What a backout changed that is meant to last and was seen, in the order in which it was begun.</summary>
    public static IEnumerable<Effect> Lasting(BackoutState state) => state.Effects.Where(effect => effect.IsSeenToLast);
}
