namespace Amazon.Route53;

public class ChangeAction(string value) : ConstantClass(value)
{
    public static readonly ChangeAction CREATE = new("CREATE");
    public static readonly ChangeAction DELETE = new("DELETE");
    public static readonly ChangeAction UPSERT = new("UPSERT");

    public static ChangeAction FindValue(string value) => FindValue<ChangeAction>(value);

    public static implicit operator ChangeAction(string value) => FindValue(value);
}

public class ChangeStatus(string value) : ConstantClass(value)
{
    public static readonly ChangeStatus INSYNC = new("INSYNC");
    public static readonly ChangeStatus PENDING = new("PENDING");

    public static ChangeStatus FindValue(string value) => FindValue<ChangeStatus>(value);

    public static implicit operator ChangeStatus(string value) => FindValue(value);
}

public class HealthCheckRegion(string value) : ConstantClass(value)
{
    public static HealthCheckRegion FindValue(string value) => FindValue<HealthCheckRegion>(value);

    public static implicit operator HealthCheckRegion(string value) => FindValue(value);
}

public class HealthCheckType(string value) : ConstantClass(value)
{
    public static readonly HealthCheckType HTTP = new("HTTP");
    public static readonly HealthCheckType HTTP_STR_MATCH = new("HTTP_STR_MATCH");
    public static readonly HealthCheckType HTTPS = new("HTTPS");
    public static readonly HealthCheckType HTTPS_STR_MATCH = new("HTTPS_STR_MATCH");
    public static readonly HealthCheckType TCP = new("TCP");

    public static HealthCheckType FindValue(string value) => FindValue<HealthCheckType>(value);

    public static implicit operator HealthCheckType(string value) => FindValue(value);
}

public class ResourceRecordSetFailover(string value) : ConstantClass(value)
{
    public static readonly ResourceRecordSetFailover PRIMARY = new("PRIMARY");
    public static readonly ResourceRecordSetFailover SECONDARY = new("SECONDARY");

    public static ResourceRecordSetFailover FindValue(string value) => FindValue<ResourceRecordSetFailover>(value);

    public static implicit operator ResourceRecordSetFailover(string value) => FindValue(value);
}

public class ResourceRecordSetRegion(string value) : ConstantClass(value)
{
    public static ResourceRecordSetRegion FindValue(string value) => FindValue<ResourceRecordSetRegion>(value);

    public static implicit operator ResourceRecordSetRegion(string value) => FindValue(value);
}

public class RRType(string value) : ConstantClass(value)
{
    public static readonly RRType A = new("A");
    public static readonly RRType AAAA = new("AAAA");
    public static readonly RRType CNAME = new("CNAME");
    public static readonly RRType TXT = new("TXT");

    public static RRType FindValue(string value) => FindValue<RRType>(value);

    public static implicit operator RRType(string value) => FindValue(value);
}
