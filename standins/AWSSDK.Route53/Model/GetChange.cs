namespace Amazon.Route53.Model;

[WireOperation("GET", "/2013-04-01/change/{Id}")]
public class GetChangeRequest : AmazonWebServiceRequest
{
    [Wire(Path = "Id")]
    public string Id { get; set; }
}

public class GetChangeResponse : AmazonWebServiceResponse
{
    public ChangeInfo ChangeInfo { get; set; }
}
