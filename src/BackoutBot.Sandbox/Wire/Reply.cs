using System.Text.Json.Nodes;

namespace BackoutBot.Sandbox.Wire;

/// <summary>What an operation answers.</summary>
internal abstract record Reply;

/// <summary>The members of an XML result, without namespace: the protocol wraps them.</summary>
internal sealed record XmlReply(params object?[] Members) : Reply;

/// <summary>A result that each protocol of its service writes in its own way.</summary>
internal sealed record StructureReply(Structure Body) : Reply;

/// <summary>A result without a body: all of it is in the headers.</summary>
/// <param name="Headers">The headers.</param>
/// <param name="Length">How long the body would be that the same request by GET answers with.</param>
internal sealed record HeadersReply(IReadOnlyList<(string Name, string Value)> Headers, long Length) : Reply;

/// <summary>A JSON result.</summary>
internal sealed record JsonReply(JsonObject Body) : Reply;
