using System.Text.Json.Serialization;
using BackoutBot.Core.Cards;

namespace BackoutBot.Core.Checklists;

/// <summary>One of the things that a check found.</summary>
/// <param name="Status">How it is judged.</param>
/// <param name="Sentence">What was found, for people.</param>
/// <param name="Fix">What to do about it; null where nothing is to do.</param>
public sealed record CheckFinding(CheckStatus Status, string Sentence, string? Fix)
{
    /// <summary>Whether this bot has no check that could see it, so that a person's word is all that there can be.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasNoCheck { get; init; }

    /// <summary>Whether it only tells which release is there: that it is another one is no reason to say that the service does not work.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOfRelease { get; init; }

    /// <summary>Whether it could not be seen for a cause that may be over by itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MayPass { get; init; }

    /// <summary>The finding with how it is judged and what to do about it.</summary>
    [JsonIgnore]
    public string InWords => $"{StateWords.Of(Status)}: {Sentence}{(Fix is null ? "" : $" {Fix}")}";
}
