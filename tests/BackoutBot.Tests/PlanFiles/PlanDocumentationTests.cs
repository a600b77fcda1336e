using BackoutBot.Aws.Plan;
using BackoutBot.Core.Checklists;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Tests.PlanFiles;

/// <summary><c>docs/plan-files.md</c> is a reference: what it leaves out or tells otherwise is a fault of it.</summary>
public sealed class PlanDocumentationTests
{
    private static readonly string[] Document = File.ReadAllLines(Path.Combine(Plans.Repository(), "docs", "plan-files.md"));

    [Fact]
    public void Every_key_stands_in_the_table_of_its_section_with_the_words_of_the_schema()
    {
        JObject schema = JObject.Parse(File.ReadAllText(Path.Combine(Plans.Repository(), "schemas", "plan.schema.json")));

        List<string> missing = [];
        foreach ((string section, JProperty key, bool needed) in Keys(schema, string.Empty))
        {
            string[] table = [.. Document
                .SkipWhile(line => section.Length > 0 ? !line.StartsWith($"### `{section}`", StringComparison.Ordinal) : line != "## Keys").Skip(1)
                .TakeWhile(line => !line.StartsWith('#'))];
            string description = (string)key.Value["description"]!;
            string need = needed ? "yes" : key.Value["default"] is { } value ? $"`{value}`" : "no";
            if (!table.Any(row => row.StartsWith($"| `{key.Name}` |", StringComparison.Ordinal) && row.EndsWith($"| {need} | {description} |", StringComparison.Ordinal)))
            {
                missing.Add($"{section}.{key.Name}: | {need} | {description} |");
            }
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_action_and_every_item_is_told()
    {
        Assert.All(new AwsPlanSection().Actions, action => Assert.Contains($"| `{action.Name}` | `aws.{action.Part}` | {action.Does} |", Document));
        Assert.All(Checklist.Items, item => Assert.Contains($"| {item.Id} | `{item.Slug}` | {item.Title} |", Document));
    }

    private static IEnumerable<(string Section, JProperty Key, bool Needed)> Keys(JToken schema, string section)
    {
        foreach (JProperty key in ((JObject?)(schema["properties"] ?? schema["anyOf"]?[0]?["properties"]))?.Properties() ?? [])
        {
            yield return (section, key, (schema["required"] ?? schema["anyOf"]?[0]?["required"])?.Values<string>().Contains(key.Name) ?? false);
            foreach (var below in Keys(key.Value["items"] ?? key.Value, section.Length == 0 ? key.Name : $"{section}.{key.Name}"))
            {
                yield return below;
            }
        }
    }
}
