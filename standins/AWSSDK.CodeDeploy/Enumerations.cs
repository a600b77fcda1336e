namespace Amazon.CodeDeploy;

public class AutoRollbackEvent(string value) : ConstantClass(value)
{
    public static readonly AutoRollbackEvent DEPLOYMENT_FAILURE = new("DEPLOYMENT_FAILURE");
    public static readonly AutoRollbackEvent DEPLOYMENT_STOP_ON_ALARM = new("DEPLOYMENT_STOP_ON_ALARM");
    public static readonly AutoRollbackEvent DEPLOYMENT_STOP_ON_REQUEST = new("DEPLOYMENT_STOP_ON_REQUEST");

    public static AutoRollbackEvent FindValue(string value) => FindValue<AutoRollbackEvent>(value);

    public static implicit operator AutoRollbackEvent(string value) => FindValue(value);
}

public class BundleType(string value) : ConstantClass(value)
{
    public static readonly BundleType Zip = new("zip");

    public static BundleType FindValue(string value) => FindValue<BundleType>(value);

    public static implicit operator BundleType(string value) => FindValue(value);
}

public class ComputePlatform(string value) : ConstantClass(value)
{
    public static readonly ComputePlatform Lambda = new("Lambda");
    public static readonly ComputePlatform Server = new("Server");

    public static ComputePlatform FindValue(string value) => FindValue<ComputePlatform>(value);

    public static implicit operator ComputePlatform(string value) => FindValue(value);
}

public class DeploymentCreator(string value) : ConstantClass(value)
{
    public static readonly DeploymentCreator Autoscaling = new("autoscaling");
    public static readonly DeploymentCreator AutoscalingTermination = new("autoscalingTermination");
    public static readonly DeploymentCreator CodeDeployRollback = new("codeDeployRollback");
    public static readonly DeploymentCreator User = new("user");

    public static DeploymentCreator FindValue(string value) => FindValue<DeploymentCreator>(value);

    public static implicit operator DeploymentCreator(string value) => FindValue(value);
}

public class DeploymentOption(string value) : ConstantClass(value)
{
    public static readonly DeploymentOption WITH_TRAFFIC_CONTROL = new("WITH_TRAFFIC_CONTROL");
    public static readonly DeploymentOption WITHOUT_TRAFFIC_CONTROL = new("WITHOUT_TRAFFIC_CONTROL");

    public static DeploymentOption FindValue(string value) => FindValue<DeploymentOption>(value);

    public static implicit operator DeploymentOption(string value) => FindValue(value);
}

public class DeploymentStatus(string value) : ConstantClass(value)
{
    public static readonly DeploymentStatus Baking = new("Baking");
    public static readonly DeploymentStatus Created = new("Created");
    public static readonly DeploymentStatus Failed = new("Failed");
    public static readonly DeploymentStatus InProgress = new("InProgress");
    public static readonly DeploymentStatus Queued = new("Queued");
    public static readonly DeploymentStatus Ready = new("Ready");
    public static readonly DeploymentStatus Stopped = new("Stopped");
    public static readonly DeploymentStatus Succeeded = new("Succeeded");

    public static DeploymentStatus FindValue(string value) => FindValue<DeploymentStatus>(value);

    public static implicit operator DeploymentStatus(string value) => FindValue(value);
}

public class DeploymentType(string value) : ConstantClass(value)
{
    public static readonly DeploymentType BLUE_GREEN = new("BLUE_GREEN");
    public static readonly DeploymentType IN_PLACE = new("IN_PLACE");

    public static DeploymentType FindValue(string value) => FindValue<DeploymentType>(value);

    public static implicit operator DeploymentType(string value) => FindValue(value);
}

public class ErrorCode(string value) : ConstantClass(value)
{
    public static readonly ErrorCode ALARM_ACTIVE = new("ALARM_ACTIVE");

    public static ErrorCode FindValue(string value) => FindValue<ErrorCode>(value);

    public static implicit operator ErrorCode(string value) => FindValue(value);
}

public class FileExistsBehavior(string value) : ConstantClass(value)
{
    public static readonly FileExistsBehavior OVERWRITE = new("OVERWRITE");

    public static FileExistsBehavior FindValue(string value) => FindValue<FileExistsBehavior>(value);

    public static implicit operator FileExistsBehavior(string value) => FindValue(value);
}

public class RevisionLocationType(string value) : ConstantClass(value)
{
    public static readonly RevisionLocationType GitHub = new("GitHub");
    public static readonly RevisionLocationType S3 = new("S3");

    public static RevisionLocationType FindValue(string value) => FindValue<RevisionLocationType>(value);

    public static implicit operator RevisionLocationType(string value) => FindValue(value);
}

public class StopStatus(string value) : ConstantClass(value)
{
    public static readonly StopStatus Pending = new("Pending");
    public static readonly StopStatus Succeeded = new("Succeeded");

    public static StopStatus FindValue(string value) => FindValue<StopStatus>(value);

    public static implicit operator StopStatus(string value) => FindValue(value);
}
