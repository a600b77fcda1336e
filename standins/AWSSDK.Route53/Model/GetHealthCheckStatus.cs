namespace Amazon.Route53.Model;

[WireOperation("GET", "/2013-04-01/healthcheck/{HealthCheckId}/status")]
public class GetHealthCheckStatusRequest : AmazonWebServiceRequest
{
    [Wire(Path = "HealthCheckId")]
    public string HealthCheckId { get; set; }
}

public class GetHealthCheckStatusResponse : AmazonWebServiceResponse
{
    public List<HealthCheckObservation> HealthCheckObservations { get; set; }
}

public class HealthCheckObservation
{
    public HealthCheckRegion Region { get; set; }

    public string IPAddress { get; set; }

    public StatusReport StatusReport { get; set; }
}

public class StatusReport
{
    public string Status { get; set; }

    public DateTime? CheckedTime { get; set; }
}
