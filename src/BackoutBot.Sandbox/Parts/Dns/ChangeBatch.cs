using System.Globalization;
using System.Xml.Linq;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Parts.Dns;

/// <summary>A change batch of Route 53: all of its changes are made, or none.</summary>
internal sealed class ChangeBatch
{
    private const int MaxValues = 1000;
    private const int MaxCharacters = 32000;

    private readonly List<Change> changes;

    private ChangeBatch(string? comment, List<Change> changes)
    {
        Comment = comment;
        this.changes = changes;
    }

    public string? Comment { get; }

    /// <exception cref="AwsException">The request isn't as the schema has it; the order of elements counts.</exception>
    public static ChangeBatch Parse(XElement request, XNamespace ns)
    {
        if (request.Name != ns + "ChangeResourceRecordSetsRequest")
        {
            throw new AwsException("MalformedInput", $"The root element must be ChangeResourceRecordSetsRequest in {ns}");
        }

        var batch = Only(request, ns, "ChangeBatch");
        Sequence(batch, ns, "Comment", "Changes");
        var parsed = Only(batch, ns, "Changes").Elements(ns + "Change").Select(c => ParseChange(c, ns)).ToList();
        if (parsed.Count == 0)
        {
            throw new AwsException("InvalidInput", "1 validation error detected: Value '[]' at 'changeBatch.changes' failed to satisfy constraint: Member must have length greater than or equal to 1");
        }

        // What an UPSERT has counts twice: "Maximums on API requests", Route 53 developer guide.
        if (parsed.Sum(change => change.Times * change.Record.Values.Count) > MaxValues)
        {
            throw new AwsException("InvalidChangeBatch", $"[Number of records limit of {MaxValues} exceeded.]");
        }

        if (parsed.Sum(change => change.Times * change.Record.Values.Sum(value => value.Length)) > MaxCharacters)
        {
            throw new AwsException("InvalidChangeBatch", $"[Number of characters limit of {MaxCharacters} exceeded.]");
        }

        return new ChangeBatch(batch.Element(ns + "Comment")?.Value, parsed);
    }

    /// <returns>The records afterwards; those given are left as they are.</returns>
    /// <exception cref="AwsException">InvalidChangeBatch, with every change that can't be made.</exception>
    public List<RecordState> Apply(IReadOnlyList<RecordState> records, HostedZone zone)
    {
        var result = records.ToList();
        var faults = changes.Select(change => Apply(change, result, zone)).OfType<string>().ToList();
        return faults.Count == 0 ? result : throw new AwsException("InvalidChangeBatch", $"[{string.Join(", ", faults)}]");
    }

    public override string ToString() => string.Join("; ", changes.Select(c => $"{c.Action} {c.Record.Name} {c.Record.Type} {c.Record.SetIdentifier}={string.Join(' ', c.Record.Values)}"));

    private static string? Apply(Change change, List<RecordState> records, HostedZone zone)
    {
        var (action, wanted) = change;
        if (wanted.Name != zone.Name && !wanted.Name.EndsWith("." + zone.Name, StringComparison.Ordinal))
        {
            return $"RRSet with DNS name {wanted.Name} is not permitted in zone {zone.Name}";
        }

        var set = $"resource record set [name='{wanted.Name}', type='{wanted.Type}'{(wanted.SetIdentifier is { } id ? $", set identifier='{id}'" : "")}]";
        var index = records.FindIndex(r => r.Name == wanted.Name && r.Type == wanted.Type && r.SetIdentifier == wanted.SetIdentifier);
        if (index >= 0 && records[index].TrafficPolicyInstance is { } instance)
        {
            return $"{set} was made by the traffic policy instance {instance}; the sandbox does not simulate that it is changed apart from it";
        }

        switch (action)
        {
            case "CREATE" when index >= 0:
                return $"Tried to create {set} but it already exists";
            case "DELETE" when index < 0:
                return $"Tried to delete {set} but it was not found";
            case "DELETE" when !Same(records[index], wanted):
                return $"Tried to delete {set} but the values provided do not match the current values";
            case "DELETE" when wanted.Name == zone.Name && wanted.Type is "NS" or "SOA":
                return $"A HostedZone must contain at least one {wanted.Type} record for the zone itself.";
            case "DELETE":
                records.RemoveAt(index);
                return null;
        }

        if ((RecordRules.Fault(wanted, zone.Name) ?? RecordRules.Conflict(wanted, records, zone.Name)) is { } fault)
        {
            return fault;
        }

        if (index < 0)
        {
            records.Add(wanted);
        }
        else
        {
            records[index] = wanted;
        }

        return null;
    }

    private static bool Same(RecordState a, RecordState b) =>
        a with { Values = b.Values } == b && a.Values.Order(StringComparer.Ordinal).SequenceEqual(b.Values.Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static Change ParseChange(XElement change, XNamespace ns)
    {
        Sequence(change, ns, "Action", "ResourceRecordSet");
        var action = Only(change, ns, "Action").Value;
        if (action is not ("CREATE" or "DELETE" or "UPSERT"))
        {
            throw new AwsException("InvalidInput", $"1 validation error detected: Value '{action}' at 'changeBatch.changes.1.member.action' failed to satisfy constraint: Member must satisfy enum value set: [CREATE, DELETE, UPSERT]");
        }

        var set = Only(change, ns, "ResourceRecordSet");
        Sequence(set, ns, "Name", "Type", "SetIdentifier", "Weight", "Region", "GeoLocation", "Failover", "MultiValueAnswer", "TTL", "ResourceRecords", "AliasTarget", "HealthCheckId", "CidrRoutingConfig", "GeoProximityLocation");
        var (given, type) = (Only(set, ns, "Name").Value, Only(set, ns, "Type").Value);
        if (!RecordName.TryNormalize(given, out var name))
        {
            throw new AwsException("InvalidChangeBatch", $"[{RecordName.Fault(given)}]");
        }

        var record = new RecordState
        {
            Name = name,
            Type = type,
            SetIdentifier = set.Element(ns + "SetIdentifier")?.Value,
            Weight = Number(set, ns, "Weight"),
            Region = set.Element(ns + "Region")?.Value,
            Geo = set.Element(ns + "GeoLocation") is { } geo
                ? new GeoPlace { Continent = geo.Element(ns + "ContinentCode")?.Value, Country = geo.Element(ns + "CountryCode")?.Value, Subdivision = geo.Element(ns + "SubdivisionCode")?.Value }
                : null,
            Failover = set.Element(ns + "Failover")?.Value,
            MultiValue = set.Element(ns + "MultiValueAnswer") is { } multiValue ? multiValue.Value == "true" : null,
            HealthCheckId = set.Element(ns + "HealthCheckId")?.Value,
            Cidr = set.Element(ns + "CidrRoutingConfig") is { } cidr ? new CidrPlace { Collection = Only(cidr, ns, "CollectionId").Value, Location = Only(cidr, ns, "LocationName").Value } : null,
            Proximity = set.Element(ns + "GeoProximityLocation") is { } proximity
                ? new ProximityPlace
                {
                    AwsRegion = proximity.Element(ns + "AWSRegion")?.Value,
                    LocalZoneGroup = proximity.Element(ns + "LocalZoneGroup")?.Value,
                    Latitude = proximity.Element(ns + "Coordinates")?.Element(ns + "Latitude")?.Value,
                    Longitude = proximity.Element(ns + "Coordinates")?.Element(ns + "Longitude")?.Value,
                    Bias = proximity.Element(ns + "Bias")?.Value is { } bias ? int.Parse(bias, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null,
                }
                : null,
            Alias = set.Element(ns + "AliasTarget") is { } alias
                ? new AliasOf { Zone = Only(alias, ns, "HostedZoneId").Value, Name = RecordName.Normalize(Only(alias, ns, "DNSName").Value), EvaluateTargetHealth = Only(alias, ns, "EvaluateTargetHealth").Value == "true" }
                : null,
            Ttl = Number(set, ns, "TTL"),
            Values = [.. set.Elements(ns + "ResourceRecords").Elements(ns + "ResourceRecord").Select(r => Only(r, ns, "Value").Value)],
        };
        // A set without one of them is refused before anything of the batch is looked at.
        if (record is { Alias: null, Ttl: null } or { Alias: null, Values.Count: 0 })
        {
            throw new AwsException("InvalidInput", $"Missing field '{(record.Ttl is null ? "TTL" : "ResourceRecords")}' in Change with [Action={action}, Name={name}, Type={type}, SetIdentifier={record.SetIdentifier ?? "null"}]");
        }

        return new Change(action, record);
    }

    private static long? Number(XElement parent, XNamespace ns, string name) => parent.Element(ns + name)?.Value switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw new AwsException("InvalidInput", $"'{text}' is not a number; it is the value of {name}."),
    };

    private static XElement Only(XElement parent, XNamespace ns, string name) => parent.Elements(ns + name).ToList() switch
    {
        [var only] => only,
        var found => throw new AwsException("MalformedInput", $"{parent.Name.LocalName} must have one element {name} in {ns}; it has {found.Count}."),
    };

    // The schema is a sequence: an element out of its place is refused, as Route 53 does, and so is one that isn't simulated.
    private static void Sequence(XElement parent, XNamespace ns, params string[] order)
    {
        var last = -1;
        foreach (var element in parent.Elements())
        {
            var place = element.Name.Namespace == ns ? Array.IndexOf(order, element.Name.LocalName) : -1;
            if (place <= last)
            {
                throw new AwsException("InvalidInput", $"Invalid XML: {element.Name.LocalName} is not expected there in {parent.Name.LocalName}. The sandbox knows, in this order: {string.Join(", ", order)}.");
            }

            last = place;
        }
    }

    private sealed record Change(string Action, RecordState Record)
    {
        public int Times => Action == "UPSERT" ? 2 : 1;
    }
}
