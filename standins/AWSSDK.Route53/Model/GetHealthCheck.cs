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
    public string Id { get; set; }

    public HealthCheckConfig HealthCheckConfig { get; set; }
}

public class HealthCheckConfig
{
    public int? Port { get; set; }

    public HealthCheckType Type { get; set; }

    public string FullyQualifiedDomainName { get; set; }

    public int? RequestInterval { get; set; }

    public int? FailureThreshold { get; set; }

    public bool? Inverted { get; set; }

    public bool? Disabled { get; set; }

    [Wire(Item = "ChildHealthCheck")]
    public List<string> ChildHealthChecks { get; set; }
}
