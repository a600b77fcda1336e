using System.Globalization;
using BackoutBot.Aws.Plan;
using BackoutBot.PlanFiles;
using BackoutBot.PlanFiles.Shapes;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackoutBot.Tests.PlanFiles;

/// <summary>Holds the published schema to what the bot accepts: an editor must not praise what the bot refuses.</summary>
public sealed class PlanSchemaTests
{
    private static readonly PlanShape Shape = PlanFileReader.ShapeFor(new AwsPlanSection());
    private static readonly JsonSchema Schema = JsonSchema.FromJsonAsync(PlanSchema.Write(new AwsPlanSection())).GetAwaiter().GetResult();

    [Fact]
    public void The_schema_is_fresh() => GeneratedFile.HoldTo(PlanSchema.Write(new AwsPlanSection()), "schemas", "plan.schema.json");

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

    /// <summary>A stray key in each mapping makes the bot name the keys that it knows there: a key that is read under a condition only would be missing on one side.</summary>
    [Fact]
    public void The_schema_knows_the_same_keys_as_the_bot()
    {
        JObject full = Json(Plans.Full);
        // A file says one way to see the service; the others' keys are to be known too.
        ((JObject)full.SelectToken("aws.frontDoor")!).Add("metric", new JObject());
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

        // No entry of the file's alarms is a mapping.
        Assert.Equal(Mappings(Shape, string.Empty).Where(entry => entry.Path != "aws.alarms").ToDictionary(entry => entry.Path, entry => entry.Keys), ofBot);
    }

    /// <summary>Whatever of the example stands under whichever key, and what is at the edges.</summary>
    [Fact]
    public async Task Every_text_is_judged_alike()
    {
        string[] texts = [.. Json(Plans.Full).Descendants().OfType<JValue>().Select(value => value.ToString(CultureInfo.InvariantCulture)), "", " ", "arn:", "NS", "0s", new string('x', 63), new string('x', 64), new string('x', 2000)];
        foreach (TextRule rule in Shapes(new PlanValue.Mapping(Shape)).SelectMany(shape => shape.Keys).SelectMany(key => Rules(key.Value)).Where(rule => !rule.ReaderKnowsValues).Distinct())
        {
            JsonSchema schema = await JsonSchema.FromJsonAsync(PlanSchema.TextOf(rule).ToJsonString());
            Assert.All(texts, text => Assert.True(rule.Fits(text) == (schema.Validate(new JValue(text)).Count == 0), $"'{text}' as {rule.What}"));
        }
    }

    [Fact]
    public void Every_key_is_described_in_whole_sentences_once_in_its_mapping()
    {
        Assert.All(Shapes(new PlanValue.Mapping(Shape)), shape =>
        {
            Assert.All(shape.Keys, key => Assert.Matches(@"^[A-Z].*\.$", key.Description));
            Assert.Distinct(shape.Keys.Select(key => key.Name));
        });
    }

    private static IEnumerable<(string Path, string Keys)> Mappings(PlanShape shape, string path) =>
        shape.Keys
            .SelectMany(key => Shapes(key.Value).Take(1).SelectMany(below => Mappings(below, path.Length == 0 ? key.Name : $"{path}.{key.Name}")))
            .Prepend((path, string.Join(", ", shape.Keys.Select(key => key.Name))));

    private static IEnumerable<PlanShape> Shapes(PlanValue value) => value switch
    {
        PlanValue.Mapping mapping => mapping.Shape.Keys.SelectMany(key => Shapes(key.Value)).Prepend(mapping.Shape),
        PlanValue.Sequence sequence => Shapes(sequence.Entry),
        PlanValue.Either either => Shapes(either.One).Concat(Shapes(either.Other)),
        _ => [],
    };

    private static IEnumerable<TextRule> Rules(PlanValue value) => value switch
    {
        PlanValue.Text text => [text.Rule],
        PlanValue.FreeMapping mapping => [mapping.Rule],
        PlanValue.Duration => [TextRules.Duration],
        PlanValue.Sequence sequence => Rules(sequence.Entry),
        PlanValue.Either either => Rules(either.One).Concat(Rules(either.Other)),
        _ => [],
    };

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
