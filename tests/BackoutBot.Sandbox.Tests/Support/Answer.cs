using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace BackoutBot.Sandbox.Tests.Support;

/// <summary>What came back over the wire.</summary>
internal sealed record Answer(int Status, string Body, string? RequestId)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public XElement Xml => XElement.Parse(Body);

    /// <summary>The error's code, whatever the protocol.</summary>
    public string Code => Body.StartsWith('{') ? (string)Json["__type"]! : Text("Code");

    /// <summary>The text of the first element with that name.</summary>
    public string Text(string element) => Xml.Descendants().First(e => e.Name.LocalName == element).Value;

    /// <summary>The texts of all elements with that name.</summary>
    public List<string> Texts(string element) => [.. Xml.Descendants().Where(e => e.Name.LocalName == element).Select(e => e.Value)];

    public Answer Ok()
    {
        Assert.True(Status is >= 200 and < 300, $"{Status}: {Body}");
        return this;
    }
}
