namespace BackoutBot.Core.Services;

/// <summary>When a rollback counts as having worked.</summary>
/// <param name="Soak">How long everything must have been well without a break.</param>
/// <param name="Timeout">After how long without that a person is asked.</param>
public sealed record ValidationPolicy(TimeSpan Soak, TimeSpan Timeout);
