namespace BackoutBot.Sandbox.Parts.Dns;

/// <summary>Whom a geolocation record answers.</summary>
internal sealed record GeoPlace
{
    public string? Continent { get; init; }
    public string? Country { get; init; }
    public string? Subdivision { get; init; }
}

/// <summary>Near what a geoproximity record is: a region, a local zone or a point.</summary>
internal sealed record ProximityPlace
{
    public string? AwsRegion { get; init; }
    public string? LocalZoneGroup { get; init; }
    public string? Latitude { get; init; }
    public string? Longitude { get; init; }
    public int? Bias { get; init; }
}

/// <summary>Which blocks of addresses a record answers.</summary>
internal sealed record CidrPlace
{
    public required string Collection { get; init; }
    public required string Location { get; init; }
}

/// <summary>What an alias stands for.</summary>
internal sealed record AliasOf
{
    public required string Zone { get; init; }
    public required string Name { get; init; }
    public bool EvaluateTargetHealth { get; init; }
}
