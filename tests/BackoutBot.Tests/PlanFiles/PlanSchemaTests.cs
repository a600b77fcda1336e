using System.Globalization;
using BackoutBot.Aws.Plan;
using BackoutBot.PlanFiles;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackoutBot.Tests.PlanFiles;

/// <summary>Holds the published schema to what the bot accepts: an editor must not praise what the bot refuses.</summary>
public sealed class PlanSchemaTests
{
    private static readonly string SchemaFile = Path.Combine(Plans.Repository(), "schemas", "plan.schema.json");
    private static readonly JsonSchema Schema = JsonSchema.FromFileAsync(SchemaFile).GetAwaiter().GetResult();

    [Fact]
    public void Given_a_file_with_every_key_then_the_schema_accepts_it() => Assert.Empty(Schema.Validate(Json(Plans.Full)));

    [Fact]
    public void Given_the_plan_of_the_demo_then_both_accept_it()
    {
        string file = Path.Combine(Plans.Repository(), "plans", "checkout-api.yaml");

        Assert.Empty(PlanFolder.Read(file, new AwsPlanSection()).Faults);
        Assert.Empty(Schema.Validate(Json(File.ReadAllText(file))));
    }

    [Theory]
    [ClassData(typeof(FaultExamples))]
    public void Given_a_slip_then_the_schema_refuses_it_where_a_schema_can(FaultExample example)
    {
        string text = example.File().Text;
        bool refused;
        try
        {
            refused = Schema.Validate(Json(text)).Count > 0;
        }
        catch (YamlException)
        {
            refused = example.SchemaSees;
        }

        Assert.Equal(example.SchemaSees, refused);
    }

    /// <summary>A stray key in each mapping makes the bot name the keys that it knows there.</summary>
    [Fact]
    public void The_schema_knows_the_same_keys_as_the_bot()
    {
        JObject full = Json(Plans.Full);
        foreach (JObject mapping in full.DescendantsAndSelf().OfType<JObject>().ToArray())
        {
            mapping.AddFirst(new JProperty("zzzzzzzzzzzz", "stray"));
        }

        // YAML is a superset of JSON.
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", full.ToString());
        Dictionary<string, string> ofBot = PlanFolder.Read(folder.Path, new AwsPlanSection()).Faults
            .Where(fault => fault.Fix.Contains("the keys here are ", StringComparison.Ordinal))
            .Select(fault => (Path: WithoutIndex(fault.Path), Keys: fault.Fix.Split("the keys here are ")[1]))
            .DistinctBy(entry => entry.Path)
            .ToDictionary(entry => entry.Path, entry => entry.Keys);

        Assert.Equal(Mappings(JObject.Parse(File.ReadAllText(SchemaFile)), string.Empty).ToDictionary(entry => entry.Path, entry => entry.Keys), ofBot);
    }

    [Fact]
    public void The_schema_describes_every_key() =>
        Assert.DoesNotContain(JObject.Parse(File.ReadAllText(SchemaFile)).Descendants().OfType<JProperty>()
            .Where(property => property is { Name: "properties", Value: JObject } && !property.Path.Contains("anyOf", StringComparison.Ordinal))
            .SelectMany(property => ((JObject)property.Value).Properties()),
            key => string.IsNullOrWhiteSpace((string?)key.Value["description"]));

    private static IEnumerable<(string Path, string Keys)> Mappings(JToken schema, string path)
    {
        if (schema["items"] is { } items)
        {
            foreach (var entry in Mappings(items, path))
            {
                yield return entry;
            }
        }

        if ((schema["properties"] ?? schema["anyOf"]?[0]?["properties"]) is not JObject properties)
        {
            yield break;
        }

        yield return (path, string.Join(", ", properties.Properties().Select(property => property.Name)));
        foreach (JProperty property in properties.Properties())
        {
            foreach (var entry in Mappings(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}"))
            {
                yield return entry;
            }
        }
    }

    private static string WithoutIndex(string path) =>
        string.Concat(path.Split('[', ']').Where((_, index) => index % 2 == 0));

    /// <summary>As an editor's YAML server reads it: YAML 1.2's core schema.</summary>
    private static JObject Json(string yaml)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(yaml));
        return (JObject)Token(stream.Documents[0].RootNode);
    }

    private static JToken Token(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JObject(mapping.Children.Select(pair => new JProperty(((YamlScalarNode)pair.Key).Value!, Token(pair.Value)))),
        YamlSequenceNode sequence => new JArray(sequence.Children.Select(Token)),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or null } => JValue.CreateNull(),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } scalar => new JValue(scalar.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => new JValue(number),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => new JValue(number),
        _ => new JValue(((YamlScalarNode)node).Value),
    };
}
