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

    /// <summary>What it answers, for people.</summary>
    [JsonIgnore]
    public string Answer
    {
        get
        {
            var answer = Alias is { } alias ? $"alias of {alias.DnsName}" : string.Join(", ", Values);
            return Weight is { } weight ? $"{answer} (weight {weight})" : answer;
        }
    }

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
        set.AliasTarget is { } alias ? new RecordAlias(alias.HostedZoneId, alias.DNSName, alias.EvaluateTargetHealth == true) : null);

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
        return set;

        static void Fill(JsonObject into, string name, JsonNode? value)
        {
            if (value is not null)
            {
                into[name] = value;
            }
        }
    }

    /// <summary>Whether both answer the same in all respects; the order of the values does not matter to DNS.</summary>
    public bool Equals(RecordSet? other) =>
        other is not null
        && Name == other.Name && Type == other.Type && SetIdentifier == other.SetIdentifier && Weight == other.Weight && Region == other.Region
        && Failover == other.Failover && Continent == other.Continent && Country == other.Country && Subdivision == other.Subdivision
        && MultiValue == other.MultiValue && HealthCheckId == other.HealthCheckId && Ttl == other.Ttl && Alias == other.Alias
        && Values.Order(StringComparer.Ordinal).SequenceEqual(other.Values.Order(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, Type, SetIdentifier, Weight, Ttl, Alias, Values.Count);
}

/// <summary>What an alias record set stands for.</summary>
internal sealed record RecordAlias(string HostedZoneId, string DnsName, bool EvaluateTargetHealth)
{
    /// <summary>Its name as people write it.</summary>
    public string DnsName { get; } = DomainName.Readable(DnsName);
}
