using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Tests.PlanFiles;

namespace BackoutBot.Tests.Advice;

/// <summary>What a text tells people to write or to type is there: a key of the plan file, or a command.</summary>
public sealed partial class NamedThingsTests
{
    [Fact]
    public void Given_a_text_that_names_a_key_of_the_plan_file_then_the_schema_has_that_key()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Plans.Repository(), "schemas", "plan.schema.json")))!;
        string[] named = [.. Texts().SelectMany(text => Key().Matches(text).Select(match => match.Value)).Distinct()];

        Assert.Contains("aws.maintenance.listeners", named);
        Assert.All(named, key => Assert.True(Has(schema, key), $"A text names {key}, which no plan file knows."));
        Assert.False(Has(schema, "aws.codedeploy"));
    }

    [Fact]
    public void Given_a_text_that_names_a_command_then_there_is_one()
    {
        string[] named = [.. Texts().SelectMany(text => Command().Matches(text).Select(match => match.Groups[1].Value)).Distinct()];

        Assert.Contains("attest", named);
        Assert.All(named, verb => Assert.Contains(verb, ChatVerb.All.Select(one => one.Name)));
    }

    private static bool Has(JsonNode schema, string key)
    {
        IEnumerable<JsonNode> at = [schema];
        foreach (var part in key.Split('.'))
        {
            at = [.. at.SelectMany(Forms).Select(form => form["properties"]?[part]).OfType<JsonNode>()];
        }

        return at.Any();
    }

    /// <summary>What may stand there: the thing itself, one of several, or an entry of a list.</summary>
    private static IEnumerable<JsonNode> Forms(JsonNode schema) =>
        new[] { schema["items"], schema["additionalProperties"] as JsonObject }.Concat(schema["oneOf"] as JsonArray ?? []).Concat(schema["anyOf"] as JsonArray ?? []).OfType<JsonNode>().SelectMany(Forms).Prepend(schema);

    /// <summary>The texts of several words in the product's source.</summary>
    private static IEnumerable<string> Texts() =>
        Directory.EnumerateFiles(Path.Combine(Plans.Repository(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => Literal().Matches(line).Select(match => match.Value))
            .Where(text => text.Contains(' ', StringComparison.Ordinal));

    [GeneratedRegex(@"""(?:[^""\\]|\\.)*""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<![\w.])aws(?:\.[a-z][A-Za-z]*)+")]
    private static partial Regex Key();

    [GeneratedRegex(@"/backout (?!can do)((?>[a-z]+))(?!')")]
    private static partial Regex Command();
}
