using System.Text.Json.Serialization;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Checklists;

/// <summary>The outcome of one run of one check.</summary>
/// <param name="Item">The item that was checked.</param>
/// <param name="Status">What was found.</param>
/// <param name="Summary">One sentence for the thread.</param>
/// <param name="Fix">What to do about it, to whom it may concern; null where nothing is to do.</param>
/// <param name="Evidence">What was seen.</param>
public sealed record CheckResult(
    ItemId Item,
    CheckStatus Status,
    string Summary,
    string? Fix,
    IReadOnlyList<Evidence> Evidence)
{
    /// <summary>Whether this bot has no check for the item, so that a person's word is all that there can be.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasNoCheck { get; init; }

    /// <summary>Whether it only tells which release is there, and nothing that was seen speaks against the service's working.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOfRelease { get; init; }

    /// <summary>When it was found, as the journal has it; null outside a backout's state.</summary>
    [JsonIgnore]
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>How long what was looked at needs to show a change, such as an alarm's period times its evaluation periods; null where it shows it at once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TimeSpan? Settles { get; init; }

    /// <summary>Why no machine sees the service as its customers do, for people; null where one does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? NotSeenFromOutside { get; init; }

    /// <summary>What was found besides that is amiss less, the worst first; null where nothing was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CheckFinding>? Besides { get; init; }

    /// <summary>Whether it is not known for a cause that may be over by itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MayPass { get; init; }

    /// <summary>All of the findings that it was made of; empty where it was not made of any, and outside the run that made it.</summary>
    [JsonIgnore]
    public IReadOnlyList<CheckFinding> Findings { get; init; } = [];

    /// <summary>How many were found besides, for where there is little room; null where none were.</summary>
    [JsonIgnore]
    public string? BesidesCounted => Besides is null ? null : $"Besides: {string.Join(", ", Besides.GroupBy(finding => finding.Status).Select(some => some.Key is CheckStatus.Warn && some.Count() > 1 ? $"{some.Count()} warnings" : $"{some.Count()} {StateWords.Of(some.Key)}"))}.";

    /// <summary>Whether the same was found, whenever it was.</summary>
    public bool IsAs(CheckResult other) =>
        (Status, Summary, Settles, IsOfRelease) == (other.Status, other.Summary, other.Settles, other.IsOfRelease) && (Besides ?? []).SequenceEqual(other.Besides ?? []);
}
