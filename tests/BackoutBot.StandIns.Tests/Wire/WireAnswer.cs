using System.Text;

namespace BackoutBot.StandIns.Tests.Wire;

/// <summary>One answer of the server, byte for byte.</summary>
public sealed record WireAnswer(int Status, string ContentType, byte[] Body)
{
    public const string RequestId = "11111111-2222-3333-4444-555555555555";

    public WireAnswer(int status, string contentType, string body)
        : this(status, contentType, Encoding.UTF8.GetBytes(body))
    {
    }

    public Dictionary<string, string> Headers { get; init; } = new(StringComparer.OrdinalIgnoreCase) { ["x-amzn-RequestId"] = RequestId };

    /// <summary>Whether the server keeps the request open and never answers.</summary>
    public bool Never { get; init; }

    /// <summary>Whether the server takes the request and drops the connection: what a lost response looks like.</summary>
    public bool Drops { get; init; }

    /// <summary>How many bytes are missing at the end.</summary>
    public int Missing { get; init; }

    /// <summary>What is answered in place of this one's body, once the request is known: a service may take several protocols.</summary>
    private Func<WireRequest, WireAnswer>? Choice { get; init; }

    public static WireAnswer Json(string body, int status = 200) => new(status, "application/x-amz-json-1.1", body);

    public static WireAnswer Xml(string body, int status = 200) => new(status, "text/xml", body);

    /// <summary>A query service's answer: the result inside its two wrappers, with the request id in the body.</summary>
    public static WireAnswer Query(string operation, string result, string xmlNamespace) =>
        new(200, "text/xml", $"""<?xml version="1.0"?><{operation}Response xmlns="{xmlNamespace}"><{operation}Result>{result}</{operation}Result><ResponseMetadata><RequestId>{RequestId}</RequestId></ResponseMetadata></{operation}Response>""")
        {
            Headers = [],
        };

    /// <summary>The error form that the query services and Route 53 share.</summary>
    public static WireAnswer XmlError(string code, int status, string message = "it is said here", string xmlNamespace = "http://example.amazonaws.com/doc/") => Xml(
        $"""<?xml version="1.0"?><ErrorResponse xmlns="{xmlNamespace}"><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>{RequestId}</RequestId></ErrorResponse>""",
        status);

    /// <summary>An answer in the protocol that the request turns out to speak.</summary>
    public static WireAnswer InTurn(Func<WireRequest, WireAnswer> choice) => new(0, string.Empty, string.Empty) { Choice = choice };

    public WireAnswer To(WireRequest request) => Choice is null ? this : Choice(request) with { Never = Never, Drops = Drops, Missing = Missing };
}
