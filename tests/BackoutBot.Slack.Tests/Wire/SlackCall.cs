using System.Text.Json.Nodes;

namespace BackoutBot.Slack.Tests.Wire;

/// <summary>A call that reached the fake Slack.</summary>
/// <param name="Method">The Web API's method.</param>
/// <param name="Arguments">Its arguments, from the query or the JSON body.</param>
/// <param name="Token">The bearer token.</param>
public sealed record SlackCall(string Method, JsonObject Arguments, string? Token)
{
    /// <summary>An argument as text; null where it was not given.</summary>
    public string? this[string name] => Arguments[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        var other => other.ToJsonString(),
    };
}
