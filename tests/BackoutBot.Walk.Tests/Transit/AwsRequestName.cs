using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace BackoutBot.Walk.Tests.Transit;

/// <summary>What a signed request to AWS asks for and how it is to be answered, as its wire protocol tells.</summary>
/// <param name="Operation">The service, as the signature names it, and the operation.</param>
/// <param name="Protocol">How it is spoken to.</param>
/// <param name="AccessKey">The access key that signed it; empty where none did.</param>
internal sealed partial record AwsRequestName(string Operation, AwsProtocol Protocol, string AccessKey)
{
    /// <summary>Reads the name of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body.</param>
    public static AwsRequestName Of(HttpRequest request, string body)
    {
        var credential = Credential().Match(request.Headers.Authorization.ToString());
        var (service, key) = (credential.Groups["service"].Value, credential.Groups["key"].Value);
        var (operation, protocol) = request switch
        {
            _ when request.Headers["X-Amz-Target"].ToString() is { Length: > 0 } target => (target.Split('.')[^1], AwsProtocol.Json),
            _ when CborPath().Match(request.Path) is { Success: true } path => (path.Groups["operation"].Value, AwsProtocol.Cbor),
            _ when Action().Match(body) is { Success: true } action => (action.Groups["action"].Value, AwsProtocol.Xml),
            _ => ($"{request.Method} {Ids().Replace(request.Path, "/…")}", service == "s3" ? AwsProtocol.S3 : AwsProtocol.Xml),
        };
        return new AwsRequestName($"{service}:{operation}", protocol, key);
    }

    [GeneratedRegex("Credential=(?<key>[^/]+)/[^/]+/[^/]+/(?<service>[^/]+)/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Credential();

    [GeneratedRegex("/operation/(?<operation>[A-Za-z]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CborPath();

    [GeneratedRegex("(^|&)Action=(?<action>[A-Za-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Action();

    // What names one thing of many: a hosted zone's id, a change's, a bundle.
    [GeneratedRegex("/(?=[^/]*[0-9])[A-Z0-9]{6,}|(?<=^/shop-artifacts)/.*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ids();
}

/// <summary>How a service of AWS is spoken to.</summary>
internal enum AwsProtocol
{
    /// <summary>AWS JSON 1.1.</summary>
    Json,

    /// <summary>Smithy RPC v2 CBOR.</summary>
    Cbor,

    /// <summary>The query protocol and REST with XML: both name errors alike.</summary>
    Xml,

    /// <summary>S3.</summary>
    S3,
}
