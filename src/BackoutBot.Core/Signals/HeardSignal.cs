using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Signals;

/// <summary>What is remembered of a signal, across backouts.</summary>
/// <param name="Id">The message that carried it first.</param>
/// <param name="Kind">What it said.</param>
/// <param name="Subject">The resource's own short name; of a deployment its id.</param>
/// <param name="OccurredAt">When it happened, UTC.</param>
/// <param name="TakesBack">The deployment that it takes back; null where it takes none back.</param>
public sealed record HeardSignal(SignalId Id, SignalKind Kind, string Subject, DateTimeOffset OccurredAt, string? TakesBack)
{
    /// <summary>What is to be remembered of a signal.</summary>
    public static HeardSignal Of(Signal signal) => new(signal.Id, signal.Kind, signal.Subject, signal.OccurredAt, signal.TakesBack);
}
