namespace Amazon.CloudWatch.Model;

public class LogAlarm
{
    public string AlarmName { get; set; }

    public bool? ActionsEnabled { get; set; }

    public List<string> AlarmActions { get; set; }

    public StateValue StateValue { get; set; }

    public string StateReason { get; set; }

    public DateTime? StateUpdatedTimestamp { get; set; }

    public DateTime? StateTransitionedTimestamp { get; set; }

    public EvaluationState EvaluationState { get; set; }

    public int? QueryResultsToEvaluate { get; set; }

    public ScheduledQueryConfiguration ScheduledQueryConfiguration { get; set; }
}

public class ScheduledQueryConfiguration
{
    public ScheduleConfiguration ScheduleConfiguration { get; set; }
}

public class ScheduleConfiguration
{
    public string ScheduleExpression { get; set; }

    public long? StartTimeOffset { get; set; }
}
