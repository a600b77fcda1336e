namespace BackoutBot.Benchmarks.Figures;

/// <summary>One measured figure beside its peer.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Ours">The bot's figure.</param>
/// <param name="Unit">The unit of both.</param>
/// <param name="Peer">What the peer is.</param>
/// <param name="Theirs">The peer's figure; null where nothing comparable is measured.</param>
/// <param name="Target">The target in words; null where the figure is there for information only.</param>
/// <param name="IsMet">Whether the target is met; null where there is none.</param>
/// <param name="Spread">How much the rounds differ, in words.</param>
/// <param name="Details">What else was seen, by name; for the file.</param>
internal sealed record Figure(
    string Name,
    double Ours,
    string Unit,
    string Peer,
    double? Theirs,
    string? Target,
    bool? IsMet,
    string Spread,
    IReadOnlyDictionary<string, object> Details);
