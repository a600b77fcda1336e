using BackoutBot.Sandbox.Account;

namespace BackoutBot.Sandbox.Parts.Dns;

/// <summary>What Route 53 lets stand in a zone, record by record ("Values specific for ...", developer guide; ResourceRecordSet, API reference).</summary>
internal static class RecordRules
{
    private const string Weighted = "weighted";
    private const string MultiValueAnswer = "multivalue answer";

    /// <summary>What is wrong with a record by itself; null where nothing is.</summary>
    public static string? Fault(RecordState record, string zone)
    {
        var routings = Routings(record).ToArray();
        if (routings.Length > 1)
        {
            return $"{Named(record)} has more than one routing policy: {string.Join(", ", routings)}";
        }

        if (routings.Length == 1 && record.SetIdentifier is null)
        {
            return $"Missing field 'SetIdentifier' in {Named(record)}";
        }

        if (routings.Length == 0 && record.SetIdentifier is not null)
        {
            return $"Invalid combination of fields: {Named(record)} has a SetIdentifier and no routing policy";
        }

        if (record.Alias is not null && (record.Ttl is not null || record.Values.Count > 0 || record.MultiValue == true))
        {
            return $"Invalid combination of fields: {Named(record)} is an alias, which has no TTL, no ResourceRecords and no MultiValueAnswer";
        }

        if (record.Alias is null && (record.Ttl is null || record.Values.Count == 0))
        {
            return $"Missing field '{(record.Ttl is null ? "TTL" : "ResourceRecords")}' in {Named(record)}";
        }

        if (record.Type == "CNAME" && record.Name == zone)
        {
            return $"RRSet of type CNAME with DNS name {record.Name} is not permitted at apex in zone {zone}";
        }

        if (record.Type == "CNAME" && record.Alias is null && record.Values.Count != 1)
        {
            return $"{Named(record)} must have exactly one resource record";
        }

        return record.Values.Select(value => FaultOf(record.Type, value)).OfType<string>().FirstOrDefault();
    }

    /// <summary>Why a record can't stand beside those that are there; null where it can.</summary>
    public static string? Conflict(RecordState record, IEnumerable<RecordState> others, string zone)
    {
        var named = others.Where(other => other.Name == record.Name).ToArray();
        if (Array.Find(named, other => other.Type != record.Type && (other.Type == "CNAME" || record.Type == "CNAME")) is { } conflicting)
        {
            return $"RRSet of type {record.Type} with DNS name {record.Name} is not permitted because a conflicting RRSet of type {conflicting.Type} with the same DNS name already exists in zone {zone}.";
        }

        var routing = Routings(record).FirstOrDefault();
        foreach (var other in named.Where(other => other.Type == record.Type && other.SetIdentifier != record.SetIdentifier))
        {
            if (routing is null)
            {
                return $"{Named(record)} cannot be created as other RRSets exist with the same name and type.";
            }

            if (Routings(other).FirstOrDefault() != routing)
            {
                return routing == MultiValueAnswer
                    ? $"{Named(record)} cannot be created because a non multivalue answer rrset exists with the same name and type."
                    : $"{Named(record)} cannot be created as a non-{routing} set exists with the same name and type.";
            }

            if (routing == Weighted && record.Ttl != other.Ttl && record.Alias is null && other.Alias is null)
            {
                return $"{Named(record)} cannot be created as weighted sets must contain the same TTL.";
            }

            if (PlaceOf(record) is { } place && place.Equals(PlaceOf(other)))
            {
                return $"{Named(record)} cannot be created as another set exists with the same name, type and {routing} value.";
            }
        }

        return null;
    }

    private static IEnumerable<string> Routings(RecordState record) =>
        new[]
        {
            (Has: record.Weight is not null, What: Weighted),
            (Has: record.Region is not null, What: "latency"),
            (Has: record.Geo is not null, What: "geolocation"),
            (Has: record.Proximity is not null, What: "geoproximity"),
            (Has: record.Cidr is not null, What: "CIDR"),
            (Has: record.Failover is not null, What: "failover"),
            (Has: record.MultiValue == true, What: MultiValueAnswer),
        }.Where(one => one.Has).Select(one => one.What);

    // Two that would answer the same are one too many; weighted and multivalue ones may.
    private static object? PlaceOf(RecordState record) => record switch
    {
        { Region: { } region } => region,
        { Geo: { } geo } => geo,
        { Cidr: { } cidr } => cidr,
        { Failover: { } failover } => failover,
        _ => null,
    };

    // "Enclose your value in quotation marks", and at most 255 characters a string: TXT record type, developer guide.
    private static string? FaultOf(string type, string value)
    {
        if (type is not ("TXT" or "SPF"))
        {
            return null;
        }

        var (quoted, length) = (false, 0);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '"')
            {
                (quoted, length) = (!quoted, 0);
            }
            else if (!quoted && !char.IsWhiteSpace(value[i]))
            {
                return $"InvalidCharacterString (Value should be enclosed in quotation marks) encountered with '{value}'";
            }
            else if (quoted)
            {
                i += value[i] != '\\' ? 0 : i + 1 < value.Length && value[i + 1] is '"' or '\\' ? 1 : 3;
                if (++length > 255)
                {
                    return $"CharacterStringTooLong (Value is too long) encountered with '{value}'";
                }
            }
        }

        return quoted ? $"InvalidCharacterString (Value should be enclosed in quotation marks) encountered with '{value}'" : null;
    }

    private static string Named(RecordState record) =>
        $"RRSet with DNS name {record.Name}, type {record.Type}{(record.SetIdentifier is { } identifier ? $", SetIdentifier {identifier}" : "")}";
}
