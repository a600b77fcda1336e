using System.Globalization;
using System.Xml.Linq;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Parts.Dns;

/// <summary>Amazon Route 53, API version 2013-04-01. It is one service a partition: its requests are signed for one region of it.</summary>
internal sealed class Route53Api(Scenario scenario, DnsSimulation simulation, HealthCheckSimulation healthChecks)
{
    private const int PageSize = 300;
    private const int HealthCheckPageSize = 100;
    private static readonly XNamespace Ns = "https://route53.amazonaws.com/doc/2013-04-01/";

    public AwsApi Describe() => new()
    {
        SigningName = "route53",
        Name = "route53",
        Protocol = WireProtocol.RestXml,
        Version = "2013-04-01",
        Namespace = Ns,
        FixedRegion = Region,
        Operations =
        [
            new("ListResourceRecordSets", Mutating: false, ["name", "type", "identifier", "maxitems"], ListResourceRecordSets) { Resource = ZoneArn },
            new("ChangeResourceRecordSets", Mutating: true, [], ChangeResourceRecordSets) { Resource = ZoneArn },
            new("GetChange", Mutating: false, [], GetChange) { Resource = request => $"arn:{scenario.Partition}:route53:::change/{request.Path["Id"]}" },
            new("GetHostedZone", Mutating: false, [], GetHostedZone) { Resource = ZoneArn },
            new("GetHealthCheck", Mutating: false, [], GetHealthCheck) { Resource = HealthCheckArn },
            new("GetHealthCheckStatus", Mutating: false, [], GetHealthCheckStatus) { Resource = HealthCheckArn },
            new("ListHealthChecks", Mutating: false, ["marker", "maxitems"], ListHealthChecks),
            new("TestDNSAnswer", Mutating: false, ["hostedzoneid", "recordname", "recordtype"], TestDnsAnswer),
        ],
    };

    // "Amazon Route 53 endpoints and quotas", AWS General Reference.
    private string Region => scenario.Partition switch
    {
        "aws-cn" => "cn-northwest-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => "us-east-1",
    };

    private string ZoneArn(AwsRequest request) => $"arn:{scenario.Partition}:route53:::hostedzone/{request.Path["Id"]}";

    private string HealthCheckArn(AwsRequest request) => $"arn:{scenario.Partition}:route53:::healthcheck/{request.Path["Id"]}";

    private XmlReply GetHealthCheck(OperationCall call) => new(new XElement("HealthCheck", HealthCheck(RequireHealthCheck(call))));

    private XmlReply ListHealthChecks(OperationCall call)
    {
        var size = call.Query.Integer("maxitems") ?? HealthCheckPageSize;
        var rest = scenario.HealthChecks.OrderBy(check => check.Id, StringComparer.Ordinal).Where(check => call.Query["marker"] is not { } marker || string.CompareOrdinal(check.Id, marker) >= 0).ToList();
        var next = rest.Count > size ? rest[size] : null;
        return new XmlReply(
            Xml.Structures("HealthChecks", rest.Take(size).Select(HealthCheck), "HealthCheck"),
            Xml.Field("Marker", call.Query["marker"] ?? ""),
            Xml.Field("IsTruncated", next is not null),
            Xml.Field("NextMarker", next?.Id),
            Xml.Field("MaxItems", size.ToString(CultureInfo.InvariantCulture)));
    }

    private static object?[] HealthCheck(EndpointHealthCheck check) =>
    [
        Xml.Field("Id", check.Id),
        Xml.Field("CallerReference", check.Id),
        new XElement(
            "HealthCheckConfig",
            check.LooksItself ? [Xml.Field("Port", check.Port), Xml.Field("Type", check.Type), Xml.Field("ResourcePath", check.Path), Xml.Field("FullyQualifiedDomainName", check.Host), Xml.Field("RequestInterval", check.IntervalSeconds), Xml.Field("FailureThreshold", check.Threshold)] : new object?[] { Xml.Field("Type", check.Type) },
            Xml.Field("Inverted", check.Inverted),
            Xml.Field("Disabled", check.Disabled),
            check.Children.Count == 0 ? null : Xml.List("ChildHealthChecks", check.Children, "ChildHealthCheck")),
        Xml.Field("HealthCheckVersion", 1),
    ];

    private XmlReply GetHealthCheckStatus(OperationCall call)
    {
        var check = RequireHealthCheck(call);
        if (!check.LooksItself)
        {
            throw new AwsException("InvalidInput", $"The health check {check.Id} is of the type {check.Type}, which has no status of checkers.");
        }

        // Nobody looks at the endpoint of a disabled one.
        var observations = check.Checkers.Where(_ => !check.Disabled).Select((region, index) =>
        {
            var seen = healthChecks.Look(call.State, check, index, call.Now);
            var said = seen switch
            {
                { IsWell: true } => $"Success: HTTP Status Code {seen.Status}, OK",
                { Status: { } status } => $"Failure: HTTP Status Code {status}, Service Unavailable. Resolved IP: 192.0.2.31",
                _ => "Failure: The health checker could not establish a connection within the timeout limit.",
            };
            return new object?[]
            {
                Xml.Field("Region", region),
                Xml.Field("IPAddress", $"198.51.100.{index + 1}"),
                new XElement("StatusReport", Xml.Field("Status", said), Xml.Field("CheckedTime", seen.At)),
            };
        });
        return new XmlReply(Xml.Structures("HealthCheckObservations", observations, "HealthCheckObservation"));
    }

    private EndpointHealthCheck RequireHealthCheck(OperationCall call) =>
        scenario.HealthChecks.Find(check => check.Id == call.Request.Path["Id"]) ?? throw new AwsException("NoSuchHealthCheck", $"No health check exists with the specified ID: {call.Request.Path["Id"]}", 404);

    private XmlReply ListResourceRecordSets(OperationCall call)
    {
        RequireZone(call.Request.Path["Id"]);
        var (name, type, identifier) = (call.Query["name"], call.Query["type"], call.Query["identifier"]);
        if (name is null && (type is not null || identifier is not null))
        {
            throw new AwsException("InvalidInput", "A type or identifier may only be given with a name.");
        }

        var size = call.Query.Integer("maxitems") ?? PageSize;
        if (size < 1)
        {
            throw new AwsException("InvalidInput", $"'{size}' is not a number of records; maxitems is 1 to {PageSize}.");
        }

        size = Math.Min(size, PageSize);
        // The list begins at, or after, the name: it is no filter.
        var from = name is null ? null : new RecordKey(RecordName.Normalize(name), type ?? "", identifier ?? "");
        var rest = DnsSimulation.Listed(call.State, call.Now).Where(r => from is null || RecordKey.Of(r).Compare(from) >= 0)
            .Order(Comparer<RecordState>.Create((a, b) => RecordKey.Of(a).Compare(RecordKey.Of(b)))).ToList();
        var next = rest.Count > size ? rest[size] : null;
        return new XmlReply(
            Xml.Structures("ResourceRecordSets", rest.Take(size).Select(RecordSet), "ResourceRecordSet"),
            Xml.Field("IsTruncated", next is not null),
            Xml.Field("NextRecordName", next?.Name),
            Xml.Field("NextRecordType", next?.Type),
            Xml.Field("NextRecordIdentifier", next?.SetIdentifier),
            Xml.Field("MaxItems", size.ToString(CultureInfo.InvariantCulture)));
    }

    private static object?[] RecordSet(RecordState record) =>
    [
        Xml.Field("Name", record.Name),
        Xml.Field("Type", record.Type),
        Xml.Field("SetIdentifier", record.SetIdentifier),
        Xml.Field("Weight", record.Weight),
        Xml.Field("Region", record.Region),
        record.Geo is { } geo ? new XElement("GeoLocation", Xml.Field("ContinentCode", geo.Continent), Xml.Field("CountryCode", geo.Country), Xml.Field("SubdivisionCode", geo.Subdivision)) : null,
        Xml.Field("Failover", record.Failover),
        Xml.Field("MultiValueAnswer", record.MultiValue),
        Xml.Field("TTL", record.Ttl),
        record.Alias is null ? Xml.Structures("ResourceRecords", record.Values.Select(v => new object?[] { Xml.Field("Value", v) }), "ResourceRecord") : null,
        record.Alias is { } alias
            ? new XElement("AliasTarget", Xml.Field("HostedZoneId", alias.Zone), Xml.Field("DNSName", RecordName.Normalize(alias.Name)), Xml.Field("EvaluateTargetHealth", alias.EvaluateTargetHealth))
            : null,
        Xml.Field("HealthCheckId", record.HealthCheckId),
        Xml.Field("TrafficPolicyInstanceId", record.TrafficPolicyInstance),
        record.Cidr is { } cidr ? new XElement("CidrRoutingConfig", Xml.Field("CollectionId", cidr.Collection), Xml.Field("LocationName", cidr.Location)) : null,
        record.Proximity is { } near
            ? new XElement(
                "GeoProximityLocation",
                Xml.Field("AWSRegion", near.AwsRegion),
                Xml.Field("LocalZoneGroup", near.LocalZoneGroup),
                near.Latitude is null ? null : new XElement("Coordinates", Xml.Field("Latitude", near.Latitude), Xml.Field("Longitude", near.Longitude)),
                Xml.Field("Bias", near.Bias))
            : null,
    ];

    private XmlReply GetHostedZone(OperationCall call)
    {
        RequireZone(call.Request.Path["Id"]);
        var zone = scenario.HostedZone;
        return new XmlReply(
            new XElement(
                "HostedZone",
                Xml.Field("Id", $"/hostedzone/{zone.Id}"),
                Xml.Field("Name", zone.Name),
                Xml.Field("CallerReference", zone.Id),
                new XElement("Config", Xml.Field("PrivateZone", zone.Private)),
                Xml.Field("ResourceRecordSetCount", call.State.Records.Count)),
            zone.Private
                ? Xml.Structures("VPCs", [[Xml.Field("VPCRegion", scenario.Region), Xml.Field("VPCId", "vpc-0a1b2c3d4e5f60718")]], "VPC")
                : new XElement("DelegationSet", Xml.List("NameServers", [zone.Nameserver], "NameServer")));
    }

    private XmlReply ChangeResourceRecordSets(OperationCall call)
    {
        RequireZone(call.Request.Path["Id"]);
        var batch = ChangeBatch.Parse(call.Xml, Ns);
        var records = batch.Apply(call.State.Records, scenario.HostedZone);
        var changed = !records.Select(Line).Order(StringComparer.Ordinal).SequenceEqual(call.State.Records.Select(Line).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        simulation.KeepBefore(call.State, call.Now);
        call.State.Records.Clear();
        call.State.Records.AddRange(records);
        var change = simulation.Submit(call.State, batch.Comment, call.Now);
        call.Did(batch.ToString(), change.Id, batch.Comment, changed);
        return new XmlReply(ChangeInfo(change));
    }

    private XmlReply GetChange(OperationCall call)
    {
        var id = call.Request.Path["Id"];
        return new XmlReply(ChangeInfo(call.State.Changes.Find(c => c.Id == id) ?? throw new AwsException("NoSuchChange", $"Could not find resource with ID: {id}", 404)));
    }

    private XmlReply TestDnsAnswer(OperationCall call)
    {
        RequireZone(Required(call.Query, "hostedzoneid"));
        // "This call only supports querying public hosted zones": TestDNSAnswer, API reference.
        if (scenario.HostedZone.Private)
        {
            throw new AwsException("InvalidInput", $"The hosted zone {scenario.HostedZone.Id} is private; only public hosted zones can be queried.");
        }

        var (name, type) = (RecordName.Normalize(Required(call.Query, "recordname")), Required(call.Query, "recordtype"));
        var answered = DnsSimulation.Answered(call.State, call.Now);
        return new XmlReply(
            Xml.Field("Nameserver", scenario.HostedZone.Nameserver),
            Xml.Field("RecordName", name.TrimEnd('.')),
            Xml.Field("RecordType", type),
            Xml.List("RecordData", AnswerOf(answered, name, type, depth: 0), "RecordDataEntry"),
            Xml.Field("ResponseCode", answered.Exists(r => r.Name == name) ? "NOERROR" : "NXDOMAIN"),
            Xml.Field("Protocol", "UDP"));
    }

    // Of several sets one answers, whoever asks from wherever; of multivalue ones up to eight do. An alias answers with what it stands for.
    private IEnumerable<string> AnswerOf(List<RecordState> records, string name, string type, int depth)
    {
        var sets = records.FindAll(r => r.Name == name && r.Type == type);
        return sets switch
        {
            [] => [],
            [{ MultiValue: true }, ..] => sets.Take(8).SelectMany(r => r.Values),
            [{ Alias: { } alias }, ..] when alias.Zone == scenario.HostedZone.Id && depth < 3 => AnswerOf(records, RecordName.Normalize(alias.Name), type, depth + 1),
            [{ Alias: not null }, ..] => ["192.0.2.1"],
            [var first, ..] => (sets.MaxBy(r => r.Weight ?? 0) ?? first).Values,
        };
    }

    private static XElement ChangeInfo(ChangeState change) => new(
        "ChangeInfo",
        Xml.Field("Id", $"/change/{change.Id}"),
        Xml.Field("Status", change.Status),
        Xml.Field("SubmittedAt", change.SubmittedAt),
        Xml.Field("Comment", change.Comment));

    private void RequireZone(string id)
    {
        if (id.Replace("/hostedzone/", "", StringComparison.Ordinal) != scenario.HostedZone.Id)
        {
            throw new AwsException("NoSuchHostedZone", $"No hosted zone found with ID: {id}", 404);
        }
    }

    private static string Required(QueryParameters query, string name) => query[name] is { Length: > 0 } value ? value : throw new AwsException("InvalidInput", $"The parameter {name} is missing.");

    private static string Line(RecordState r) => $"{r with { Values = [] }} {string.Join(' ', r.Values)}";
}
