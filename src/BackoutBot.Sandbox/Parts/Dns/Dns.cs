using BackoutBot.Sandbox.Account;

namespace BackoutBot.Sandbox.Parts.Dns;

internal sealed class HostedZone
{
    public required string Id { get; init; }

    /// <summary>With the final dot.</summary>
    public required string Name { get; init; }

    public required string Nameserver { get; init; }

    /// <summary>Whether it answers only inside of VPCs.</summary>
    public bool Private { get; init; }

    public required List<SeedRecord> Records { get; init; }
    public required ZoneSeconds Seconds { get; init; }
}

internal sealed class SeedRecord
{
    public required string Name { get; init; }
    public required string Type { get; init; }
    public string? SetIdentifier { get; init; }
    public long? Weight { get; init; }
    public string? Region { get; init; }
    public GeoPlace? Geo { get; init; }

    /// <summary>PRIMARY or SECONDARY.</summary>
    public string? Failover { get; init; }

    public bool MultiValue { get; init; }
    public string? HealthCheckId { get; init; }

    /// <summary>The traffic policy instance that made it.</summary>
    public string? TrafficPolicyInstance { get; init; }

    public CidrPlace? Cidr { get; init; }
    public ProximityPlace? Proximity { get; init; }
    public AliasOf? Alias { get; init; }

    /// <summary>Null for an alias.</summary>
    public long? Ttl { get; init; }

    public List<string> Values { get; init; } = [];

    public RecordState ToState() => new()
    {
        Name = RecordName.Normalize(Name),
        Type = Type,
        SetIdentifier = SetIdentifier,
        Weight = Weight,
        Region = Region,
        Geo = Geo,
        Failover = Failover,
        MultiValue = MultiValue ? true : null,
        HealthCheckId = HealthCheckId,
        TrafficPolicyInstance = TrafficPolicyInstance,
        Cidr = Cidr,
        Proximity = Proximity,
        Alias = Alias is { } alias ? alias with { Name = RecordName.Normalize(alias.Name) } : null,
        Ttl = Ttl,
        Values = [.. Values],
    };
}

internal sealed class ZoneSeconds
{
    /// <summary>From a change to its INSYNC.</summary>
    public required double InSync { get; init; }

    /// <summary>From a change to the list of records that shows it.</summary>
    public required double Listed { get; init; }
}
