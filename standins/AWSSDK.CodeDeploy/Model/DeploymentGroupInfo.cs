namespace Amazon.CodeDeploy.Model;

public class DeploymentGroupInfo
{
    public string ApplicationName { get; set; }

    public string DeploymentGroupName { get; set; }

    public string DeploymentConfigName { get; set; }

    public RevisionLocation TargetRevision { get; set; }

    public List<TriggerConfig> TriggerConfigurations { get; set; }

    public AlarmConfiguration AlarmConfiguration { get; set; }

    public AutoRollbackConfiguration AutoRollbackConfiguration { get; set; }

    public ComputePlatform ComputePlatform { get; set; }

    public DeploymentStyle DeploymentStyle { get; set; }

    public LoadBalancerInfo LoadBalancerInfo { get; set; }

    public LastDeploymentInfo LastSuccessfulDeployment { get; set; }

    public LastDeploymentInfo LastAttemptedDeployment { get; set; }
}

public class AlarmConfiguration
{
    public bool? Enabled { get; set; }

    public List<Alarm> Alarms { get; set; }
}

public class Alarm
{
    public string Name { get; set; }
}

public class DeploymentStyle
{
    public DeploymentType DeploymentType { get; set; }

    public DeploymentOption DeploymentOption { get; set; }
}

public class LoadBalancerInfo
{
    public List<TargetGroupPairInfo> TargetGroupPairInfoList { get; set; }
}

public class TargetGroupPairInfo
{
    public List<TargetGroupInfo> TargetGroups { get; set; }
}

public class TargetGroupInfo
{
    public string Name { get; set; }
}

public class LastDeploymentInfo
{
    public string DeploymentId { get; set; }

    public DeploymentStatus Status { get; set; }

    public DateTime? EndTime { get; set; }

    public DateTime? CreateTime { get; set; }
}

public class TriggerConfig
{
    public string TriggerName { get; set; }

    public string TriggerTargetArn { get; set; }

    public List<string> TriggerEvents { get; set; }
}
