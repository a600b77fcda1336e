using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BackoutBot.Sandbox.Tests.Support;

/// <summary>What came back over the wire.</summary>
/// <param name="Headers">Also those of the content, each by its name in lower case.</param>
internal sealed record Answer(int Status, byte[] Bytes, IReadOnlyDictionary<string, string> Headers)
{
    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        await response.Content.ReadAsByteArrayAsync(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(',', h.Value), StringComparer.Ordinal));

    public string Body => Encoding.UTF8.GetString(Bytes);

    public string? RequestId => Headers.GetValueOrDefault("x-amzn-requestid");

    public JsonNode Json => JsonNode.Parse(Body)!;

    public XElement Xml => XElement.Parse(Body);

    /// <summary>A body in CBOR; a time in it is an object with the one member "seconds".</summary>
    public JsonNode Cbor => CborText.Read(Bytes);

    public bool IsCbor => Headers.GetValueOrDefault("smithy-protocol") == "rpc-v2-cbor";

    /// <summary>The error's code, whatever the protocol; in CBOR the code of the query protocol, where it was asked for.</summary>
    public string Code => IsCbor ? Headers.GetValueOrDefault("x-amzn-query-error")?.Split(';')[0] ?? ((string)Cbor["__type"]!).Split('#')[1]
        : Body.StartsWith('{') ? (string)Json["__type"]!
        : Text("Code");

    /// <summary>The text of the first element or member with that name.</summary>
    public string Text(string element) => Texts(element)[0];

    /// <summary>The texts of all elements or members with that name.</summary>
    public List<string> Texts(string element) => IsCbor
        ? [.. Members(Cbor).Where(m => m.Key == element).Select(m => m.Value!.ToString())]
        : [.. Xml.Descendants().Where(e => e.Name.LocalName == element).Select(e => e.Value)];

    public Answer Ok()
    {
        Assert.True(Status is >= 200 and < 300, $"{Status}: {Body}");
        return this;
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode? node) => node switch
    {
        JsonObject structure => structure.SelectMany(member => Members(member.Value).Prepend(member)),
        JsonArray list => list.SelectMany(Members),
        _ => [],
    };
}
