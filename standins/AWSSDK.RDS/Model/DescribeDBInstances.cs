namespace Amazon.RDS.Model;

public class DescribeDBInstancesRequest : AmazonWebServiceRequest
{
    public string DBInstanceIdentifier { get; set; }

    [Wire(Item = "Filter")]
    public List<Filter> Filters { get; set; }

    public int? MaxRecords { get; set; }

    public string Marker { get; set; }
}

public class DescribeDBInstancesResponse : AmazonWebServiceResponse
{
    public string Marker { get; set; }

    public List<DBInstance> DBInstances { get; set; }
}

public class Filter
{
    public string Name { get; set; }

    [Wire(Item = "Value")]
    public List<string> Values { get; set; }
}
