namespace Amazon.CodeDeploy.Model;

public class DeploymentInfo
{
    public string ApplicationName { get; set; }

    public string DeploymentGroupName { get; set; }

    public string DeploymentConfigName { get; set; }

    public string DeploymentId { get; set; }

    public RevisionLocation PreviousRevision { get; set; }

    public RevisionLocation Revision { get; set; }

    public DeploymentStatus Status { get; set; }

    public ErrorInformation ErrorInformation { get; set; }

    public DateTime? CreateTime { get; set; }

    public DateTime? StartTime { get; set; }

    public DateTime? CompleteTime { get; set; }

    public DeploymentOverview DeploymentOverview { get; set; }

    public string Description { get; set; }

    public DeploymentCreator Creator { get; set; }

    public AutoRollbackConfiguration AutoRollbackConfiguration { get; set; }

    public RollbackInfo RollbackInfo { get; set; }

    public ComputePlatform ComputePlatform { get; set; }
}

public class DeploymentOverview
{
    [Wire(Name = "Pending")]
    public long? Pending { get; set; }

    [Wire(Name = "InProgress")]
    public long? InProgress { get; set; }

    [Wire(Name = "Succeeded")]
    public long? Succeeded { get; set; }

    [Wire(Name = "Failed")]
    public long? Failed { get; set; }

    [Wire(Name = "Skipped")]
    public long? Skipped { get; set; }

    [Wire(Name = "Ready")]
    public long? Ready { get; set; }
}

public class ErrorInformation
{
    public ErrorCode Code { get; set; }

    public string Message { get; set; }
}

public class RollbackInfo
{
    public string RollbackDeploymentId { get; set; }

    public string RollbackTriggeringDeploymentId { get; set; }

    public string RollbackMessage { get; set; }
}

public class AutoRollbackConfiguration
{
    public bool? Enabled { get; set; }

    public List<string> Events { get; set; }
}
