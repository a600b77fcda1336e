using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Amazon.Route53.Model;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>A whole Route 53 record set, as it is kept in restore points and plans: a DELETE has to name all of it.</summary>
internal sealed record RecordSet(
    string Name,
    string Type,
    string? SetIdentifier,
    long? Weight,
    string? Region,
    string? Failover,
    string? Continent,
    string? Country,
    string? Subdivision,
    bool? MultiValue,
    string? HealthCheckId,
    long? Ttl,
    IReadOnlyList<string> Values,
    RecordAlias? Alias)
{
    /// <summary>Its name as people write it, also where an earlier version kept it as Route 53 does.</summary>
    public string Name { get; } = DomainName.Readable(Name);

    /// <summary>Which blocks of addresses it answers.</summary>
    public RecordCidr? Cidr { get; init; }

    /// <summary>Near what it is.</summary>
    public RecordProximity? Proximity { get; init; }

    /// <summary>The traffic policy instance that made it; what it answers is changed there, and not record by record.</summary>
    public string? TrafficPolicyInstanceId { get; init; }

    /// <summary>Whether all that tells it from others of its name is known: an earlier version did not read every kind of routing.</summary>
    [JsonIgnore]
    public bool IsWhole => SetIdentifier is null || Routing.Length > 0;

    /// <summary>What it answers, for people.</summary>
    [JsonIgnore]
    public string Answer => Told([Routing]);

    /// <summary>What it answers, and for how long that may be kept, for people.</summary>
    [JsonIgnore]
    public string AnswerWithTtl => Told([Routing, Ttl is { } ttl ? $"TTL {ttl} s" : ""]);

    /// <summary>What it answers, with whatever else tells it from another state of it, for people.</summary>
    public string Beside(RecordSet? other) => other is null
        ? Answer
        : Told(
            [
                Routing,
                Ttl == other.Ttl || Ttl is not { } ttl ? "" : $"TTL {ttl} s",
                HealthCheckId == other.HealthCheckId ? "" : HealthCheckId is { } check ? $"health check {check}" : "no health check",
                Alias is null || other.Alias is null || Alias.HostedZoneId == other.Alias.HostedZoneId ? "" : $"in zone {Alias.HostedZoneId}",
                Alias is null || other.Alias is null || Alias.EvaluateTargetHealth == other.Alias.EvaluateTargetHealth ? "" : Alias.EvaluateTargetHealth ? "its health is looked at" : "its health is not looked at",
                TrafficPolicyInstanceId == other.TrafficPolicyInstanceId ? "" : TrafficPolicyInstanceId is { } policy ? $"of traffic policy instance {policy}" : "of no traffic policy",
            ]);

    private string Told(IEnumerable<string> besides)
    {
        var answer = Alias is { } alias ? $"alias of {alias.DnsName}" : string.Join(", ", Values);
        var rest = string.Join(", ", besides.Where(one => one.Length > 0));
        return rest.Length > 0 ? $"{answer} ({rest})" : answer;
    }

    private string Routing => string.Join(
        ", ",
        new[]
        {
            Weight is { } weight ? $"weight {weight}" : null,
            Region is null ? null : $"latency of {Region}",
            Continent is null && Country is null && Subdivision is null ? null : $"place {string.Join('-', new[] { Continent, Country, Subdivision }.OfType<string>())}",
            Proximity?.ToString(),
            Cidr?.ToString(),
            Failover?.ToLowerInvariant(),
            MultiValue == true ? "one of several" : null,
        }.OfType<string>());

    public static RecordSet From(ResourceRecordSet set) => new(
        set.Name,
        set.Type.Value,
        set.SetIdentifier,
        set.Weight,
        set.Region?.Value,
        set.Failover?.Value,
        set.GeoLocation?.ContinentCode,
        set.GeoLocation?.CountryCode,
        set.GeoLocation?.SubdivisionCode,
        set.MultiValueAnswer,
        set.HealthCheckId,
        set.TTL,
        [.. (set.ResourceRecords ?? []).Select(record => record.Value)],
        set.AliasTarget is { } alias ? new RecordAlias(alias.HostedZoneId, alias.DNSName, alias.EvaluateTargetHealth == true) : null)
    {
        Cidr = set.CidrRoutingConfig is { } cidr ? new RecordCidr(cidr.CollectionId, cidr.LocationName) : null,
        Proximity = set.GeoProximityLocation is { } near ? new RecordProximity(near.AWSRegion, near.LocalZoneGroup, near.Coordinates?.Latitude, near.Coordinates?.Longitude, near.Bias) : null,
        TrafficPolicyInstanceId = set.TrafficPolicyInstanceId,
    };

    public ResourceRecordSet ToSet() => new()
    {
        Name = Name,
        Type = Type,
        SetIdentifier = SetIdentifier,
        Weight = Weight,
        Region = Region,
        Failover = Failover,
        GeoLocation = Continent is null && Country is null && Subdivision is null
            ? null
            : new GeoLocation { ContinentCode = Continent, CountryCode = Country, SubdivisionCode = Subdivision },
        MultiValueAnswer = MultiValue,
        HealthCheckId = HealthCheckId,
        TTL = Ttl,
        // An alias has no records, and an empty list would be sent as one.
        ResourceRecords = Values.Count == 0 ? null : [.. Values.Select(value => new ResourceRecord { Value = value })],
        AliasTarget = Alias is { } alias
            ? new AliasTarget { HostedZoneId = alias.HostedZoneId, DNSName = alias.DnsName, EvaluateTargetHealth = alias.EvaluateTargetHealth }
            : null,
        CidrRoutingConfig = Cidr is { } cidr ? new CidrRoutingConfig { CollectionId = cidr.CollectionId, LocationName = cidr.LocationName } : null,
        GeoProximityLocation = Proximity is { } near
            ? new GeoProximityLocation
            {
                AWSRegion = near.AwsRegion,
                LocalZoneGroup = near.LocalZoneGroup,
                Coordinates = near.Latitude is null ? null : new Coordinates { Latitude = near.Latitude, Longitude = near.Longitude },
                Bias = near.Bias,
            }
            : null,
    };

    /// <summary>The same as AWS's command line takes it.</summary>
    public JsonObject ToStructure()
    {
        var set = new JsonObject();
        Fill(set, "Name", Name);
        Fill(set, "Type", Type);
        Fill(set, "SetIdentifier", SetIdentifier);
        Fill(set, "Weight", Weight);
        Fill(set, "Region", Region);
        Fill(set, "Failover", Failover);
        if (Continent is not null || Country is not null || Subdivision is not null)
        {
            var place = new JsonObject();
            Fill(place, "ContinentCode", Continent);
            Fill(place, "CountryCode", Country);
            Fill(place, "SubdivisionCode", Subdivision);
            set["GeoLocation"] = place;
        }

        Fill(set, "MultiValueAnswer", MultiValue);
        Fill(set, "HealthCheckId", HealthCheckId);
        Fill(set, "TTL", Ttl);
        Fill(set, "ResourceRecords", Values.Count == 0 ? null : new JsonArray([.. Values.Select(value => new JsonObject { ["Value"] = value })]));
        Fill(set, "AliasTarget", Alias is { } alias
            ? new JsonObject { ["HostedZoneId"] = alias.HostedZoneId, ["DNSName"] = alias.DnsName, ["EvaluateTargetHealth"] = alias.EvaluateTargetHealth }
            : null);
        if (Cidr is { } cidr)
        {
            set["CidrRoutingConfig"] = new JsonObject { ["CollectionId"] = cidr.CollectionId, ["LocationName"] = cidr.LocationName };
        }

        if (Proximity is { } near)
        {
            var place = new JsonObject();
            Fill(place, "AWSRegion", near.AwsRegion);
            Fill(place, "LocalZoneGroup", near.LocalZoneGroup);
            Fill(place, "Coordinates", near.Latitude is null ? null : new JsonObject { ["Latitude"] = near.Latitude, ["Longitude"] = near.Longitude });
            Fill(place, "Bias", near.Bias);
            set["GeoProximityLocation"] = place;
        }

        return set;

        static void Fill(JsonObject into, string name, JsonNode? value)
        {
            if (value is not null)
            {
                into[name] = value;
            }
        }
    }

    /// <summary>Whether both answer the same in all respects; neither the order of the values nor their spelling matters to DNS.</summary>
    public bool Equals(RecordSet? other) =>
        other is not null
        && Name == other.Name && Type == other.Type && SetIdentifier == other.SetIdentifier && Weight == other.Weight && Region == other.Region
        && Failover == other.Failover && Continent == other.Continent && Country == other.Country && Subdivision == other.Subdivision
        && MultiValue == other.MultiValue && HealthCheckId == other.HealthCheckId && Ttl == other.Ttl && Alias == other.Alias
        && Cidr == other.Cidr && Proximity == other.Proximity && TrafficPolicyInstanceId == other.TrafficPolicyInstanceId
        && AnswersAlike(other.Values);

    /// <summary>Whether those values are its own, in whatever order and spelling.</summary>
    public bool AnswersAlike(IEnumerable<string> values) => Spelled(Values).SequenceEqual(Spelled(values), StringComparer.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, Type, SetIdentifier, Weight, Ttl, Alias, Values.Count);

    private IEnumerable<string> Spelled(IEnumerable<string> values) => values.Select(value => RecordValue.Spelled(Type, value)).Order(StringComparer.Ordinal);
}

/// <summary>What an alias record set stands for.</summary>
internal sealed record RecordAlias(string HostedZoneId, string DnsName, bool EvaluateTargetHealth)
{
    /// <summary>Its name as people write it.</summary>
    public string DnsName { get; } = DomainName.Readable(DnsName);
}
