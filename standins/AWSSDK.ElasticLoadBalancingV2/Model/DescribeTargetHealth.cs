namespace Amazon.ElasticLoadBalancingV2.Model;

public class DescribeTargetHealthRequest : AmazonWebServiceRequest
{
    public string TargetGroupArn { get; set; }

    public List<TargetDescription> Targets { get; set; }
}

public class DescribeTargetHealthResponse : AmazonWebServiceResponse
{
    public List<TargetHealthDescription> TargetHealthDescriptions { get; set; }
}

public class TargetHealthDescription
{
    public TargetDescription Target { get; set; }

    public string HealthCheckPort { get; set; }

    public TargetHealth TargetHealth { get; set; }
}

public class TargetDescription
{
    public string Id { get; set; }

    public int? Port { get; set; }

    public string AvailabilityZone { get; set; }
}

public class TargetHealth
{
    public TargetHealthStateEnum State { get; set; }

    public TargetHealthReasonEnum Reason { get; set; }

    public string Description { get; set; }
}
