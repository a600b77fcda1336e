using System.Text.Json.Nodes;
using System.Xml.Linq;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Signing;

namespace BackoutBot.Sandbox.Wire;

/// <summary>One call of an operation: the account, who calls, with which parameters; and what the operation reports for the call log.</summary>
internal sealed class OperationCall
{
    public required AccountState State { get; init; }
    public required DateTimeOffset Now { get; init; }
    public required Principal Principal { get; init; }
    public required AwsRequest Request { get; init; }

    public QueryParameters Query => Request.Query!;

    public JsonObject Json => Request.Json!;

    public XElement Xml => Request.Xml ?? throw new AwsException("MalformedInput", "The request has no XML body.");

    /// <summary>What shows that a repeated call is the same: a client token, a description, a deterministic name or a tag.</summary>
    public string? Evidence { get; set; }

    /// <summary>What the call is for, in words; the same for the same effect.</summary>
    public string? Effect { get; set; }

    /// <summary>The resource that was made or changed.</summary>
    public string? Resource { get; set; }

    /// <summary>False when all was already as the call wanted it.</summary>
    public bool Changed { get; set; }

    /// <summary>Notes what a mutating operation did.</summary>
    public void Did(string effect, string resource, string? evidence, bool changed = true) =>
        (Effect, Resource, Evidence, Changed) = (effect, resource, evidence, changed);
}
