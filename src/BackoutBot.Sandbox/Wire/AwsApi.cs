using System.Xml.Linq;

namespace BackoutBot.Sandbox.Wire;

internal enum WireProtocol
{
    /// <summary>Form parameters in, XML out (AWS "query").</summary>
    Query,

    /// <summary>JSON 1.1 with X-Amz-Target.</summary>
    Json,

    /// <summary>REST with XML bodies.</summary>
    RestXml,

    /// <summary>REST with XML bodies, the bucket in the host's name or first in the path.</summary>
    S3,

    /// <summary>CBOR in and out, with the operation in the path ("Smithy RPC v2 CBOR").</summary>
    Cbor,
}

/// <summary>One service: what it is called where, how it speaks, what it can do.</summary>
internal sealed record AwsApi
{
    /// <summary>The service in the credential scope of a signature, for example monitoring.</summary>
    public required string SigningName { get; init; }

    /// <summary>The service in IAM actions, for example cloudwatch. Faults and the call log use it too.</summary>
    public required string Name { get; init; }

    public required WireProtocol Protocol { get; init; }

    /// <summary>The API's version; of a JSON service, the prefix of X-Amz-Target.</summary>
    public required string Version { get; init; }

    public XNamespace Namespace { get; init; } = XNamespace.None;

    /// <summary>The service's shape in AWS's model, without namespace, where it takes CBOR beside <see cref="Protocol"/>; else null.</summary>
    public string? CborService { get; init; }

    /// <summary>The namespace of its shapes in AWS's model, for the errors of <see cref="CborService"/>.</summary>
    public string? ErrorNamespace { get; init; }

    /// <summary>Route 53 is one for all regions of a partition: its requests are signed for this one. Null for regional services.</summary>
    public string? FixedRegion { get; init; }

    /// <summary>Whether it takes requests for any region: which one is right depends on what is asked for.</summary>
    public bool AnyRegion { get; init; }

    public required IReadOnlyList<AwsOperation> Operations { get; init; }

    /// <summary>The same service, speaking what this request speaks.</summary>
    public AwsApi For(RawRequest raw) => CborService is not null && raw.SpeaksCbor ? this with { Protocol = WireProtocol.Cbor } : this;
}

/// <summary>One operation of a service.</summary>
/// <param name="Name">As in the API reference.</param>
/// <param name="Mutating">It changes something in the account, so it is logged in full and for good.</param>
/// <param name="Parameters">The top-level parameters that are simulated. A request with another one is refused, not half obeyed.</param>
/// <param name="Handle">Acts on the account, within its lock.</param>
internal sealed record AwsOperation(string Name, bool Mutating, IReadOnlyList<string> Parameters, Func<OperationCall, Reply> Handle)
{
    /// <summary>The call must be on disk before it is answered. Mutating calls always are.</summary>
    public bool Saved { get; init; } = Mutating;

    /// <summary>
    /// Parameters of the API that are not simulated. A CBOR service ignores members that it does not know ("Smithy RPC v2 CBOR"), so it must
    /// be told which ones a client may not be left to believe in.
    /// </summary>
    public IReadOnlyList<string> NotSimulated { get; init; } = [];

    /// <summary>What must be allowed for it, where that is called otherwise than the operation.</summary>
    public Func<AwsRequest, string> Permission { get; init; } = _ => Name;

    /// <summary>The ARN that a refusal names.</summary>
    public Func<AwsRequest, string?> Resource { get; init; } = _ => null;
}
