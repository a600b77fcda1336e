namespace Amazon.CloudWatch.Model;

public class DescribeAlarmsRequest : AmazonWebServiceRequest
{
    public List<string> AlarmNames { get; set; }

    public string AlarmNamePrefix { get; set; }

    public List<string> AlarmTypes { get; set; }

    public string ChildrenOfAlarmName { get; set; }

    public string ParentsOfAlarmName { get; set; }

    public int? MaxRecords { get; set; }

    public string NextToken { get; set; }
}

public class DescribeAlarmsResponse : AmazonWebServiceResponse
{
    public List<CompositeAlarm> CompositeAlarms { get; set; }

    public List<LogAlarm> LogAlarms { get; set; }

    public List<MetricAlarm> MetricAlarms { get; set; }

    public string NextToken { get; set; }
}
