using System.Text.Json.Nodes;

namespace BackoutBot.Sandbox.Wire;

/// <summary>What an operation answers.</summary>
internal abstract record Reply;

/// <summary>The members of an XML result, without namespace: the protocol wraps them.</summary>
internal sealed record XmlReply(params object?[] Members) : Reply;

/// <summary>A JSON result.</summary>
internal sealed record JsonReply(JsonObject Body) : Reply;
