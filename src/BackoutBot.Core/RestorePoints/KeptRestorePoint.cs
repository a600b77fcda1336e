using BackoutBot.Core.Ids;

namespace BackoutBot.Core.RestorePoints;

/// <summary>A restore point of a service's history: the latest of its release.</summary>
/// <param name="Point">The point.</param>
/// <param name="LeftBy">The backout that went back from this release, so that it is nothing to go back to; null where none did.</param>
public sealed record KeptRestorePoint(RestorePoint Point, BackoutId? LeftBy);
