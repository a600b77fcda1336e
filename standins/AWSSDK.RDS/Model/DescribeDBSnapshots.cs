namespace Amazon.RDS.Model;

public class DescribeDBSnapshotsRequest : AmazonWebServiceRequest
{
    public string DBInstanceIdentifier { get; set; }

    public string DBSnapshotIdentifier { get; set; }

    public string SnapshotType { get; set; }

    [Wire(Item = "Filter")]
    public List<Filter> Filters { get; set; }

    public int? MaxRecords { get; set; }

    public string Marker { get; set; }
}

public class DescribeDBSnapshotsResponse : AmazonWebServiceResponse
{
    public string Marker { get; set; }

    public List<DBSnapshot> DBSnapshots { get; set; }
}

public class DBSnapshot
{
    public string DBSnapshotIdentifier { get; set; }

    public string DBInstanceIdentifier { get; set; }

    public DateTime? SnapshotCreateTime { get; set; }

    public string Status { get; set; }

    public string SnapshotType { get; set; }

    public int? PercentProgress { get; set; }

    public string DBSnapshotArn { get; set; }
}
