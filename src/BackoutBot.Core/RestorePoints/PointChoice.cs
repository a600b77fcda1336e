using System.Text.Json.Serialization;

namespace BackoutBot.Core.RestorePoints;

/// <summary>Why a point of the history was taken to go back to.</summary>
/// <param name="Standing">How the service was with its release, for people.</param>
/// <param name="Other">What a person may choose instead, where the release right before is not proven; null otherwise.</param>
public sealed record PointChoice(string Standing, OfferedPoint? Other)
{
    /// <summary>The points that would have been taken or offered, had they been of use when that was asked; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PassedOverPoint>? PassedOver { get; init; }
}

/// <summary>A point that could not be gone back to when it was to be offered.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Reason">Why not: a clause, for people.</param>
public sealed record PassedOverPoint(string Name, string Reason)
{
    /// <summary>Both in one sentence.</summary>
    [JsonIgnore]
    public string InWords => $"{Name} is passed over: {Reason}.";
}

/// <summary>A point that a person may choose.</summary>
/// <param name="Name">What to name it by.</param>
/// <param name="Standing">How the service was with its release, for people.</param>
public sealed record OfferedPoint(string Name, string Standing);

/// <summary>The point that a person wants to go back to.</summary>
/// <param name="Release">The identity of its release; empty where nothing of the service bears one.</param>
/// <param name="TakenAt">When that state was read, UTC: tells the states of one release apart.</param>
/// <param name="Name">What the person named it by.</param>
public sealed record PointTarget(string Release, DateTimeOffset TakenAt, string Name);
