namespace Amazon.Route53.Model;

[WireOperation("GET", "/2013-04-01/hostedzone/{Id}")]
public class GetHostedZoneRequest : AmazonWebServiceRequest
{
    [Wire(Path = "Id")]
    public string Id { get; set; }
}

public class GetHostedZoneResponse : AmazonWebServiceResponse
{
    public HostedZone HostedZone { get; set; }
}

public class HostedZone
{
    public string Id { get; set; }

    public HostedZoneConfig Config { get; set; }
}

public class HostedZoneConfig
{
    public bool? PrivateZone { get; set; }
}
