namespace Amazon.Route53.Model;

[WireOperation("POST", "/2013-04-01/hostedzone/{Id}/rrset/")]
public class ChangeResourceRecordSetsRequest : AmazonWebServiceRequest
{
    [Wire(Path = "Id")]
    public string HostedZoneId { get; set; }

    public ChangeBatch ChangeBatch { get; set; }
}

public class ChangeResourceRecordSetsResponse : AmazonWebServiceResponse
{
    public ChangeInfo ChangeInfo { get; set; }
}

public class ChangeBatch
{
    public string Comment { get; set; }

    [Wire(Item = "Change")]
    public List<Change> Changes { get; set; }
}

public class Change
{
    public ChangeAction Action { get; set; }

    public ResourceRecordSet ResourceRecordSet { get; set; }
}

public class ChangeInfo
{
    public string Id { get; set; }

    public ChangeStatus Status { get; set; }

    public DateTime? SubmittedAt { get; set; }

    public string Comment { get; set; }
}
