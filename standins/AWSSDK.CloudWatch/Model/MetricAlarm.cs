namespace Amazon.CloudWatch.Model;

public class MetricAlarm
{
    public string AlarmName { get; set; }

    public string AlarmArn { get; set; }

    public string AlarmDescription { get; set; }

    public bool? ActionsEnabled { get; set; }

    public List<string> OKActions { get; set; }

    public List<string> AlarmActions { get; set; }

    public List<string> InsufficientDataActions { get; set; }

    public StateValue StateValue { get; set; }

    public string StateReason { get; set; }

    public DateTime? StateUpdatedTimestamp { get; set; }

    public DateTime? StateTransitionedTimestamp { get; set; }

    public string MetricName { get; set; }

    public string Namespace { get; set; }

    public int? Period { get; set; }

    public int? EvaluationPeriods { get; set; }

    public List<MetricDataQuery> Metrics { get; set; }

    public EvaluationState EvaluationState { get; set; }
}
