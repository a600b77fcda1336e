namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>How an alarm, metric, composite or log, stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State"><c>OK</c>, <c>ALARM</c> or <c>INSUFFICIENT_DATA</c>.</param>
/// <param name="Reason">Why, in CloudWatch's words.</param>
/// <param name="Since">When it came to that state, UTC; null where CloudWatch does not say.</param>
/// <param name="ActionsEnabled">Whether its actions run at all.</param>
/// <param name="Actions">The ARNs of what it does when it goes off.</param>
internal sealed record AlarmState(string Name, string State, string? Reason, DateTimeOffset? Since, bool ActionsEnabled, IReadOnlyList<string> Actions)
{
    /// <summary>What holds its actions back just now; null where nothing does.</summary>
    public string? SuppressedBy { get; init; }

    /// <summary>What hinders or narrows its evaluation, as CloudWatch spells it; null where nothing does.</summary>
    public string? Evaluation { get; init; }

    /// <summary>Whether its state is made of the states of other alarms.</summary>
    public bool IsComposite { get; init; }

    /// <summary>
    /// How long it takes until it shows a change of its metric, at the latest: its period times its evaluation periods, or what a log alarm
    /// has in their place. Zero for a composite alarm,
    /// which has those of the alarms that its rule names.
    /// </summary>
    public TimeSpan Window { get; init; }

    /// <summary>Whether it came to its state because there was nothing to measure. CloudWatch says so in the reason alone: "no datapoints were received for …".</summary>
    public bool IsForWantOfData => Reason?.Contains("no datapoints were received", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>
    /// Whether its state may be an old one, for nothing evaluates it now: an alarm's evaluation state, "Alarm evaluation", CloudWatch user guide. Of a state that is not known
    /// it is not known either.
    /// </summary>
    public bool IsBlind => Evaluation is not null and not AlarmEvaluation.Partial;
}
