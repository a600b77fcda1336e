namespace Amazon.Route53.Model;

[WireOperation("GET", "/2013-04-01/healthcheck/{HealthCheckId}")]
public class GetHealthCheckRequest : AmazonWebServiceRequest
{
    [Wire(Path = "HealthCheckId")]
    public string HealthCheckId { get; set; }
}

public class GetHealthCheckResponse : AmazonWebServiceResponse
{
    public HealthCheck HealthCheck { get; set; }
}

public class HealthCheck
{
    public HealthCheckConfig HealthCheckConfig { get; set; }
}

public class HealthCheckConfig
{
    public HealthCheckType Type { get; set; }

    public int? RequestInterval { get; set; }

    public int? FailureThreshold { get; set; }

    public bool? Inverted { get; set; }

    public bool? Disabled { get; set; }
}
