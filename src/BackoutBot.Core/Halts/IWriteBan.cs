namespace BackoutBot.Core.Halts;

/// <summary>
/// Says whether anything may be written to the provider at this very moment. It is asked right before each write, and its answer is
/// not remembered.
/// </summary>
public interface IWriteBan
{
    /// <summary>Why nothing may be written now, for people; null where it may.</summary>
    ValueTask<string?> ReasonAsync(CancellationToken cancellationToken);
}
