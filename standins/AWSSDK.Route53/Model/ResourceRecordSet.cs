namespace Amazon.Route53.Model;

public class ResourceRecordSet
{
    public string Name { get; set; }

    public RRType Type { get; set; }

    public string SetIdentifier { get; set; }

    public long? Weight { get; set; }

    public ResourceRecordSetRegion Region { get; set; }

    public GeoLocation GeoLocation { get; set; }

    public ResourceRecordSetFailover Failover { get; set; }

    public bool? MultiValueAnswer { get; set; }

    public long? TTL { get; set; }

    [Wire(Item = "ResourceRecord")]
    public List<ResourceRecord> ResourceRecords { get; set; }

    public AliasTarget AliasTarget { get; set; }

    public string HealthCheckId { get; set; }

    public string TrafficPolicyInstanceId { get; set; }

    public CidrRoutingConfig CidrRoutingConfig { get; set; }

    public GeoProximityLocation GeoProximityLocation { get; set; }
}

public class CidrRoutingConfig
{
    public string CollectionId { get; set; }

    public string LocationName { get; set; }
}

public class GeoProximityLocation
{
    public string AWSRegion { get; set; }

    public string LocalZoneGroup { get; set; }

    public Coordinates Coordinates { get; set; }

    public int? Bias { get; set; }
}

public class Coordinates
{
    public string Latitude { get; set; }

    public string Longitude { get; set; }
}

public class GeoLocation
{
    public string ContinentCode { get; set; }

    public string CountryCode { get; set; }

    public string SubdivisionCode { get; set; }
}

public class ResourceRecord
{
    public string Value { get; set; }
}

public class AliasTarget
{
    public string HostedZoneId { get; set; }

    public string DNSName { get; set; }

    public bool? EvaluateTargetHealth { get; set; }
}
