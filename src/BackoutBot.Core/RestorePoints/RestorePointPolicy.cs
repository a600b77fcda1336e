namespace BackoutBot.Core.RestorePoints;

/// <summary>When a release counts as proven.</summary>
/// <param name="ProvenAfter">How long the service must have been well with it, without a break.</param>
public sealed record RestorePointPolicy(TimeSpan ProvenAfter)
{
    /// <summary>What holds where a plan file says nothing.</summary>
    public static RestorePointPolicy Default { get; } = new(TimeSpan.FromMinutes(30));
}
