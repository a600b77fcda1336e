namespace Amazon.RDS.Model;

public class DescribeDBClustersRequest : AmazonWebServiceRequest
{
    public string DBClusterIdentifier { get; set; }

    [Wire(Item = "Filter")]
    public List<Filter> Filters { get; set; }

    public int? MaxRecords { get; set; }

    public string Marker { get; set; }
}

public class DescribeDBClustersResponse : AmazonWebServiceResponse
{
    public string Marker { get; set; }

    public List<DBCluster> DBClusters { get; set; }
}
