namespace Amazon.CodeDeploy.Model;

public class GetDeploymentGroupRequest : AmazonWebServiceRequest
{
    public string ApplicationName { get; set; }

    public string DeploymentGroupName { get; set; }
}

public class GetDeploymentGroupResponse : AmazonWebServiceResponse
{
    public DeploymentGroupInfo DeploymentGroupInfo { get; set; }
}
