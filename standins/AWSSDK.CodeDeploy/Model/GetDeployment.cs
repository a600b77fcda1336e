namespace Amazon.CodeDeploy.Model;

public class GetDeploymentRequest : AmazonWebServiceRequest
{
    public string DeploymentId { get; set; }
}

public class GetDeploymentResponse : AmazonWebServiceResponse
{
    public DeploymentInfo DeploymentInfo { get; set; }
}
