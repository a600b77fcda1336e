namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>What an alarm's evaluation state means and what helps: <c>EvaluationState</c> of <c>MetricAlarm</c>, CloudWatch API reference.</summary>
internal static class AlarmEvaluation
{
    /// <summary>A quota left out some of the data; what was there is evaluated.</summary>
    public const string Partial = "PARTIAL_DATA";

    /// <summary>The sentence and what to do; null where the alarm is evaluated as it should be.</summary>
    public static (string Sentence, string Fix)? Of(AlarmState alarm) => alarm.Evaluation switch
    {
        null => null,
        Partial => ($"{alarm.Name} is evaluated on a part of its data only ({Partial}).", $"Let the query of {alarm.Name} match fewer metrics."),
        "EVALUATION_ERROR" => ($"{alarm.Name} is not evaluated, for a fault in its configuration (EVALUATION_ERROR).", $"Correct what hinders {alarm.Name}: {LogText.Clip(alarm.Reason ?? "no reason given")}"),
        "EVALUATION_FAILURE" => ($"CloudWatch can't evaluate {alarm.Name} just now (EVALUATION_FAILURE).", $"Watch by hand what {alarm.Name} watches, until CloudWatch evaluates it again."),
        "IN_WARM_UP" => ($"{alarm.Name} warms up and is not evaluated yet (IN_WARM_UP).", $"Wait until {alarm.Name} is evaluated."),
        var other => ($"{alarm.Name} is evaluated in a way that this bot does not know ({LogText.Clip(other)}).", $"See in CloudWatch what that means for {alarm.Name}."),
    };
}
