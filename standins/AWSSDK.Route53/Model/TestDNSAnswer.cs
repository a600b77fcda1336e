namespace Amazon.Route53.Model;

[WireOperation("GET", "/2013-04-01/testdnsanswer")]
public class TestDNSAnswerRequest : AmazonWebServiceRequest
{
    [Wire(Query = "hostedzoneid")]
    public string HostedZoneId { get; set; }

    [Wire(Query = "recordname")]
    public string RecordName { get; set; }

    [Wire(Query = "recordtype")]
    public RRType RecordType { get; set; }
}

public class TestDNSAnswerResponse : AmazonWebServiceResponse
{
    public string Nameserver { get; set; }

    public string RecordName { get; set; }

    public RRType RecordType { get; set; }

    public List<string> RecordData { get; set; }

    public string ResponseCode { get; set; }

    public string Protocol { get; set; }
}
