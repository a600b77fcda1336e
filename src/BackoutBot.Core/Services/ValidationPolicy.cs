namespace BackoutBot.Core.Services;

/// <summary>When a rollback counts as having worked.</summary>
/// <param name="Soak">How long everything must have been well without a break.</param>
/// <param name="Timeout">After how long without that a person is asked.</param>
public sealed record ValidationPolicy(TimeSpan Soak, TimeSpan Timeout)
{
    /// <summary>The time-out, or longer where the checks could not have proved it by then.</summary>
    /// <param name="settles">How long the slowest of them needs to see a change.</param>
    public TimeSpan TimeoutFor(TimeSpan settles) => Timeout >= Soak + settles ? Timeout : Soak + settles;
}
