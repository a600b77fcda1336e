namespace Amazon.CodeDeploy.Model;

public class CreateDeploymentRequest : AmazonWebServiceRequest
{
    public string ApplicationName { get; set; }

    public string DeploymentGroupName { get; set; }

    public RevisionLocation Revision { get; set; }

    public string DeploymentConfigName { get; set; }

    public string Description { get; set; }

    public bool? IgnoreApplicationStopFailures { get; set; }

    public AutoRollbackConfiguration AutoRollbackConfiguration { get; set; }

    public FileExistsBehavior FileExistsBehavior { get; set; }

    public AlarmConfiguration OverrideAlarmConfiguration { get; set; }
}

public class CreateDeploymentResponse : AmazonWebServiceResponse
{
    public string DeploymentId { get; set; }
}
