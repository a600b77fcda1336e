namespace Amazon.CodeDeploy.Model;

public class BatchGetDeploymentsRequest : AmazonWebServiceRequest
{
    public List<string> DeploymentIds { get; set; }
}

public class BatchGetDeploymentsResponse : AmazonWebServiceResponse
{
    public List<DeploymentInfo> DeploymentsInfo { get; set; }
}
