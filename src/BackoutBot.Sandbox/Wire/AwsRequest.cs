using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BackoutBot.Sandbox.Wire;

/// <summary>A request whose sender is known, taken apart.</summary>
internal sealed record AwsRequest
{
    public required AwsOperation Operation { get; init; }
    public QueryParameters? Query { get; init; }
    public JsonObject? Json { get; init; }
    public XElement? Xml { get; init; }

    /// <summary>The values in the path of a REST request, for example Id.</summary>
    public IReadOnlyDictionary<string, string> Path { get; init; } = new Dictionary<string, string>();
}
