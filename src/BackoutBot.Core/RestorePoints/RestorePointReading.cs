namespace BackoutBot.Core.RestorePoints;

/// <summary>What was read of a service at one time, with how it was then.</summary>
/// <param name="Point">What was captured.</param>
/// <param name="Wellness">How the service was.</param>
/// <param name="Rules">By which rules it is kept.</param>
public sealed record RestorePointReading(RestorePoint Point, Wellness Wellness, RestorePointRules Rules)
{
    /// <summary>All that was read, where not all of it is to be gone back to; null where it is.</summary>
    public RestorePoint? Seen { get; init; }
}

/// <summary>By which rules readings make a history.</summary>
/// <param name="ProvenAfter">How long the service must have been well without a break for its release to be proven.</param>
/// <param name="LongestGap">How far two readings may be apart for the time between them to count.</param>
/// <param name="KeepFor">How long a point is kept after its release was last seen to run.</param>
public sealed record RestorePointRules(TimeSpan ProvenAfter, TimeSpan LongestGap, TimeSpan KeepFor);
