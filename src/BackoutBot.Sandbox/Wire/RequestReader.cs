using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using BackoutBot.Sandbox.Signing;
using Microsoft.AspNetCore.WebUtilities;

namespace BackoutBot.Sandbox.Wire;

/// <summary>Takes a request apart, as its service's protocol says. It is called for authenticated requests only.</summary>
internal static class RequestReader
{
    // What would make the answer another one, and is not simulated.
    private static readonly string[] S3Conditions =
        ["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "Range", "x-amz-expected-bucket-owner", "x-amz-server-side-encryption-customer-algorithm"];

    public static AwsRequest Read(AwsApi api, RawRequest raw)
    {
        var request = api.Protocol switch
        {
            WireProtocol.Query => ReadQuery(api, raw),
            WireProtocol.Json => ReadJson(api, raw),
            WireProtocol.Cbor => ReadCbor(api, raw),
            WireProtocol.S3 => ReadS3(api, raw),
            _ => ReadRest(api, raw),
        };
        return request;
    }

    private static AwsRequest ReadQuery(AwsApi api, RawRequest raw)
    {
        using var form = new FormReader(raw.Text);
        var values = form.ReadForm().Concat(QueryHelpers.ParseQuery(raw.QueryString))
            .GroupBy(v => v.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Value.ToString(), StringComparer.Ordinal);
        var action = values.GetValueOrDefault("Action") ?? throw new AwsException("MissingAction", "The request must contain the parameter Action.");
        var version = values.GetValueOrDefault("Version");
        if (version != api.Version || Find(api, action) is not { } operation)
        {
            throw new AwsException("InvalidAction", $"Could not find operation {action} for version {version ?? "NO_VERSION_SPECIFIED"}");
        }

        var query = new QueryParameters(values);
        RefuseUnknown(operation, query.TopLevelNames.Except(["Action", "Version"], StringComparer.Ordinal), "ValidationError");
        return new AwsRequest { Operation = operation, Query = query };
    }

    private static AwsRequest ReadJson(AwsApi api, RawRequest raw)
    {
        var target = raw.Headers["X-Amz-Target"].ToString();
        if (!target.StartsWith(api.Version + ".", StringComparison.Ordinal) || Find(api, target[(api.Version.Length + 1)..]) is not { } operation)
        {
            throw new AwsException("UnknownOperationException", "");
        }

        if (raw.Headers.ContentType.ToString().Split(';')[0].Trim() != "application/x-amz-json-1.1")
        {
            throw new AwsException("SerializationException", "The content type must be application/x-amz-json-1.1.");
        }

        JsonObject json;
        try
        {
            json = JsonNode.Parse(raw.Body)?.AsObject() ?? [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new AwsException("SerializationException", "The body is not a JSON object.");
        }

        RefuseUnknown(operation, json.Select(member => member.Key), "InvalidInputException");
        return new AwsRequest { Operation = operation, Json = json };
    }

    // "Smithy RPC v2 CBOR": only the last four segments of the path count, and the service may be named with its namespace.
    private static AwsRequest ReadCbor(AwsApi api, RawRequest raw)
    {
        if (raw.Headers.ContainsKey("X-Amz-Target") || raw.Headers.ContainsKey("X-Amzn-Target"))
        {
            throw CommonErrors.Unreadable("A request in rpc-v2-cbor names its operation in the path alone, not in X-Amz-Target.");
        }

        if (raw.Method != "POST" || raw.Path.Split('/') is not [.., "service", var service, "operation", var name]
            || (service != api.CborService && !service.EndsWith($".{api.CborService}", StringComparison.Ordinal)) || Find(api, name) is not { } operation)
        {
            throw CommonErrors.UnknownOperation($"{raw.Method} {raw.Path} is no operation of {api.CborService}.");
        }

        if (raw.Body.Length > 0 && raw.Headers.ContentType.ToString().Split(';')[0].Trim() != "application/cbor")
        {
            throw CommonErrors.Unreadable("The content type must be application/cbor.");
        }

        return new AwsRequest { Operation = operation, Query = CborParameters.Read(raw.Body, operation) };
    }

    // The paths of Route 53's API reference, version 2013-04-01.
    private static AwsRequest ReadRest(AwsApi api, RawRequest raw)
    {
        var parts = raw.Path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        var (name, id) = (raw.Method, parts) switch
        {
            ("GET", [_, "hostedzone", var zone, "rrset"]) => ("ListResourceRecordSets", zone),
            ("POST", [_, "hostedzone", var zone, "rrset"]) => ("ChangeResourceRecordSets", zone),
            ("GET", [_, "hostedzone", var zone]) => ("GetHostedZone", zone),
            ("GET", [_, "change", var change]) => ("GetChange", change),
            ("GET", [_, "healthcheck"]) => ("ListHealthChecks", ""),
            ("GET", [_, "healthcheck", var check]) => ("GetHealthCheck", check),
            ("GET", [_, "healthcheck", var check, "status"]) => ("GetHealthCheckStatus", check),
            ("GET", [_, "testdnsanswer"]) => ("TestDNSAnswer", ""),
            _ => ("", ""),
        };
        if (parts[0] != api.Version || Find(api, name) is not { } operation)
        {
            throw new AwsException("UnknownOperationException", $"{raw.Method} {raw.Path} is no operation of version {api.Version}", 404);
        }

        var query = new QueryParameters(QueryHelpers.ParseQuery(raw.QueryString).ToDictionary(v => v.Key, v => v.Value.ToString(), StringComparer.Ordinal));
        RefuseUnknown(operation, query.TopLevelNames, "InvalidInput");
        XElement? xml = null;
        if (raw.Body.Length > 0)
        {
            try
            {
                using var reader = XmlReader.Create(new MemoryStream(raw.Body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
                xml = XElement.Load(reader);
            }
            catch (XmlException e)
            {
                throw new AwsException("MalformedInput", $"Unable to parse the request body: {e.Message}");
            }
        }

        return new AwsRequest { Operation = operation, Query = query, Xml = xml, Path = new Dictionary<string, string>(StringComparer.Ordinal) { ["Id"] = id } };
    }

    // "Virtual hosting of general purpose buckets", S3 user guide: the bucket is a label of the host's name, or else the path's first segment.
    private static AwsRequest ReadS3(AwsApi api, RawRequest raw)
    {
        const string Host = ".localhost";
        var host = raw.Headers.Host.ToString().Split(':')[0];
        var path = raw.Path.TrimStart('/');
        var (bucket, key) = host.EndsWith(Host, StringComparison.OrdinalIgnoreCase) ? (host[..^Host.Length], path)
            : path.Split('/', 2) is [var first, var rest] ? (first, rest)
            : (path, "");
        if (key.Length == 0 || Find(api, HttpMethods.IsHead(raw.Method) ? "HeadObject" : "") is not { } operation)
        {
            throw new AwsException("NotImplemented", $"{raw.Method} {raw.Path} is not simulated; the sandbox knows of S3: {string.Join(", ", api.Operations.Select(one => one.Name))}.", 501);
        }

        var query = new QueryParameters(QueryHelpers.ParseQuery(raw.QueryString).ToDictionary(v => v.Key, v => v.Value.ToString(), StringComparer.Ordinal));
        RefuseUnknown(operation, query.TopLevelNames, "NotImplemented");
        if (S3Conditions.FirstOrDefault(raw.Headers.ContainsKey) is { } condition)
        {
            throw new AwsException("NotImplemented", $"A header you provided implies functionality that is not implemented: {condition}", 501);
        }

        return new AwsRequest
        {
            Operation = operation,
            Query = query,
            Path = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Bucket"] = bucket,
                ["Key"] = Uri.UnescapeDataString(key),
                ["Region"] = SignatureHeader.Parse(raw.Headers.Authorization.ToString())!.Region,
            },
        };
    }

    private static AwsOperation? Find(AwsApi api, string name) => api.Operations.FirstOrDefault(o => o.Name == name);

    private static void RefuseUnknown(AwsOperation operation, IEnumerable<string> names, string code)
    {
        var unknown = names.Except(operation.Parameters, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new AwsException(code, $"{operation.Name} has no parameter {string.Join(", ", unknown)}, or the sandbox does not simulate it. It knows: {string.Join(", ", operation.Parameters)}.");
        }
    }
}
