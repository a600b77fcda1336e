namespace Amazon.CloudWatch.Model;

public class GetMetricDataRequest : AmazonWebServiceRequest
{
    public List<MetricDataQuery> MetricDataQueries { get; set; }

    public DateTime? StartTime { get; set; }

    public DateTime? EndTime { get; set; }

    public string NextToken { get; set; }

    public ScanBy ScanBy { get; set; }

    public int? MaxDatapoints { get; set; }
}

public class GetMetricDataResponse : AmazonWebServiceResponse
{
    public List<MetricDataResult> MetricDataResults { get; set; }

    public string NextToken { get; set; }
}

public class MetricDataResult
{
    public string Id { get; set; }

    public string Label { get; set; }

    public List<DateTime> Timestamps { get; set; }

    public List<double> Values { get; set; }

    public StatusCode StatusCode { get; set; }

    public List<MessageData> Messages { get; set; }
}

public class MessageData
{
    public string Code { get; set; }

    public string Value { get; set; }
}
