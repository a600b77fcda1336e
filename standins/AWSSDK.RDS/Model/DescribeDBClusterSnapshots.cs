namespace Amazon.RDS.Model;

public class DescribeDBClusterSnapshotsRequest : AmazonWebServiceRequest
{
    public string DBClusterIdentifier { get; set; }

    public string DBClusterSnapshotIdentifier { get; set; }

    public string SnapshotType { get; set; }

    [Wire(Item = "Filter")]
    public List<Filter> Filters { get; set; }

    public int? MaxRecords { get; set; }

    public string Marker { get; set; }
}

public class DescribeDBClusterSnapshotsResponse : AmazonWebServiceResponse
{
    public string Marker { get; set; }

    public List<DBClusterSnapshot> DBClusterSnapshots { get; set; }
}

public class DBClusterSnapshot
{
    public string DBClusterSnapshotIdentifier { get; set; }

    public string DBClusterIdentifier { get; set; }

    public DateTime? SnapshotCreateTime { get; set; }

    public string Status { get; set; }

    public string SnapshotType { get; set; }

    public int? PercentProgress { get; set; }
}
