namespace Amazon.Route53.Model;

[WireOperation("GET", "/2013-04-01/healthcheck")]
public class ListHealthChecksRequest : AmazonWebServiceRequest
{
    [Wire(Query = "marker")]
    public string Marker { get; set; }
}

public class ListHealthChecksResponse : AmazonWebServiceResponse
{
    [Wire(Item = "HealthCheck")]
    public List<HealthCheck> HealthChecks { get; set; }

    public bool? IsTruncated { get; set; }

    public string NextMarker { get; set; }
}
