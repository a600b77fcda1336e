namespace Amazon.Route53.Model;

[WireOperation("GET", "/2013-04-01/hostedzone/{Id}/rrset")]
public class ListResourceRecordSetsRequest : AmazonWebServiceRequest
{
    [Wire(Path = "Id")]
    public string HostedZoneId { get; set; }

    [Wire(Query = "name")]
    public string StartRecordName { get; set; }

    [Wire(Query = "type")]
    public RRType StartRecordType { get; set; }

    [Wire(Query = "identifier")]
    public string StartRecordIdentifier { get; set; }

    [Wire(Query = "maxitems")]
    public string MaxItems { get; set; }
}

public class ListResourceRecordSetsResponse : AmazonWebServiceResponse
{
    public List<ResourceRecordSet> ResourceRecordSets { get; set; }

    public bool? IsTruncated { get; set; }

    public string NextRecordName { get; set; }

    public RRType NextRecordType { get; set; }

    public string NextRecordIdentifier { get; set; }

    public string MaxItems { get; set; }
}
