namespace Amazon.CodeDeploy.Model;

public class ListDeploymentsRequest : AmazonWebServiceRequest
{
    public string ApplicationName { get; set; }

    public string DeploymentGroupName { get; set; }

    public List<string> IncludeOnlyStatuses { get; set; }

    public TimeRange CreateTimeRange { get; set; }

    public string NextToken { get; set; }
}

public class ListDeploymentsResponse : AmazonWebServiceResponse
{
    public List<string> Deployments { get; set; }

    public string NextToken { get; set; }
}

public class TimeRange
{
    public DateTime? Start { get; set; }

    public DateTime? End { get; set; }
}
