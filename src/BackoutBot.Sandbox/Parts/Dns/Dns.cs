namespace BackoutBot.Sandbox.Parts.Dns;

internal sealed class HostedZone
{
    public required string Id { get; init; }

    /// <summary>With the final dot.</summary>
    public required string Name { get; init; }

    public required string Nameserver { get; init; }
    public required List<SeedRecord> Records { get; init; }
    public required ZoneSeconds Seconds { get; init; }
}

internal sealed class SeedRecord
{
    public required string Name { get; init; }
    public required string Type { get; init; }
    public string? SetIdentifier { get; init; }

    /// <summary>PRIMARY or SECONDARY.</summary>
    public string? Failover { get; init; }

    public string? HealthCheckId { get; init; }
    public required long Ttl { get; init; }
    public required List<string> Values { get; init; }
}

internal sealed class ZoneSeconds
{
    /// <summary>From a change to its INSYNC.</summary>
    public required double InSync { get; init; }

    /// <summary>From a change to the list of records that shows it.</summary>
    public required double Listed { get; init; }
}
