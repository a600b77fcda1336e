using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackoutBot.PlanFiles.Shapes;

/// <summary>Writes <c>schemas/plan.schema.json</c> for the editors: JSON Schema, draft 7, as far as a schema can tell what the bot accepts.</summary>
internal static class PlanSchema
{
    // The file is read by editors and people and stands in no page.
    private static readonly JsonSerializerOptions ForPeople = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IPlanSection provider)
    {
        JsonObject schema = new()
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["$id"] = "plan.schema.json",
            ["title"] = "BackoutBot plan file",
            ["description"] = "Describes one service that can be backed out: who approves, who is told, what it has at its provider, and the steps back. What lies between the values (an account that does not fit its ARN, steps that wait for each other) is checked by `backoutbot validate`.",
        };
        Add(schema, MappingOf(PlanFileReader.ShapeFor(provider)));
        return schema.ToJsonString(ForPeople) + "\n";
    }

    internal static JsonObject TextOf(TextRule rule)
    {
        JsonObject text = new() { ["type"] = "string" };
        if (rule.Values is { } values)
        {
            text["enum"] = Texts(values);
            return text;
        }

        if (rule.Pattern.Length > 0)
        {
            text["pattern"] = rule.Pattern;
        }

        if (rule.IsPatternOfNothing)
        {
            text["minLength"] = 1;
        }

        if (rule.MaxLength is { } length)
        {
            text["maxLength"] = length;
        }

        return text;
    }

    private static JsonObject MappingOf(PlanShape shape)
    {
        JsonObject mapping = new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = Texts(shape.Keys.Where(key => key.Needed).Select(key => key.Name)),
            ["properties"] = new JsonObject(shape.Keys.Select(key => KeyValuePair.Create<string, JsonNode?>(key.Name, KeyOf(key)))),
        };
        if (shape.OneOf.Count > 0)
        {
            mapping["anyOf"] = new JsonArray([.. shape.OneOf.Select(key => new JsonObject
            {
                ["required"] = Texts([key]),
                ["properties"] = new JsonObject { [key] = new JsonObject { ["minItems"] = 1 } },
            })]);
        }

        return mapping;
    }

    private static JsonObject KeyOf(PlanKey key)
    {
        string description = key.Value is PlanValue.Duration ? $"{key.Description} A number and its unit s, m, h or d, such as 30m." : key.Description;
        return Add(new JsonObject { ["description"] = description }, ValueOf(key.Value));
    }

    private static JsonObject ValueOf(PlanValue value) => value switch
    {
        PlanValue.Text text => TextOf(text.Rule),
        PlanValue.Count count => new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["default"] = count.Otherwise },
        PlanValue.Duration duration => Add(TextOf(TextRules.Duration), new JsonObject { ["default"] = duration.Otherwise }),
        PlanValue.Mapping mapping => MappingOf(mapping.Shape),
        PlanValue.FreeMapping mapping => new JsonObject { ["type"] = "object", ["additionalProperties"] = TextOf(mapping.Rule) },
        PlanValue.Sequence { NeedsOne: true } sequence => Add(SequenceOf(sequence), new JsonObject { ["minItems"] = 1 }),
        PlanValue.Sequence sequence => SequenceOf(sequence),
        PlanValue.EntryOf entry => new JsonObject { ["$ref"] = $"#/properties/{entry.List}/items" },
        PlanValue.Either either => new JsonObject { ["anyOf"] = new JsonArray(ValueOf(either.One), ValueOf(either.Other)) },
        _ => throw new NotSupportedException($"A schema can't say {value}."),
    };

    private static JsonObject SequenceOf(PlanValue.Sequence sequence) =>
        new() { ["type"] = "array", ["items"] = ValueOf(sequence.Entry), ["uniqueItems"] = true };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonObject Add(JsonObject to, JsonObject more)
    {
        foreach ((string key, JsonNode? value) in more.ToArray())
        {
            _ = more.Remove(key);
            to[key] = value;
        }

        return to;
    }
}
