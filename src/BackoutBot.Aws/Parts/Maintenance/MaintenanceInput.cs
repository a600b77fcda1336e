namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>What <c>maintenance-on</c> and <c>maintenance-off</c> need.</summary>
/// <param name="Listeners">ARNs of the listeners.</param>
/// <param name="Html">The page.</param>
internal sealed record MaintenanceInput(IReadOnlyList<string> Listeners, string Html)
{
    /// <summary>How people call each listener, by its ARN; null in a step that an earlier version planned.</summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    /// <summary>The backouts, this one included, whose page stood when it was planned; null where none did.</summary>
    public IReadOnlyList<string>? LeftBehind { get; init; }

    /// <summary>ARNs of rules that others put up and that are taken away, too, as was approved; null where there is none.</summary>
    public IReadOnlyList<string>? TakenOver { get; init; }
}
