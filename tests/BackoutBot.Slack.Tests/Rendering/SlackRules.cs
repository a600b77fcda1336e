using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Slack.Tests.Rendering;

/// <summary>
/// What Slack's reference says of blocks and views (docs.slack.dev, Block Kit reference), held against the JSON that would be sent. The numbers are written
/// out here, not taken from the code under test.
/// </summary>
internal static partial class SlackRules
{
    /// <summary>Fails where Slack would refuse the message, or where something in it could act that is not ours.</summary>
    public static void HoldFor(object sent, int blocks = 50)
    {
        var json = JToken.Parse(JsonConvert.SerializeObject(sent, SlackNet.Default.JsonSettings().SerializerSettings));
        var root = json is JArray array ? array : (JArray)json["blocks"]!;
        Assert.InRange(root.Count, 1, blocks);
        if (blocks == 50)
        {
            Assert.InRange(root.ToString(Formatting.None).Length, 1, 13_200);
        }

        foreach (var block in root)
        {
            Check((JObject)block);
        }

        foreach (var text in json.SelectTokens("$..text").OfType<JValue>().Where(value => value.Type is JTokenType.String))
        {
            Assert.InRange(text.Value<string>()!.Length, 1, 4_000);
        }

        Assert.All(json.SelectTokens("$..*").OfType<JObject>().Where(part => part["type"]?.ToString() is "mrkdwn" or "plain_text"), CheckText);
        Assert.Distinct(json.SelectTokens("$..action_id").Select(id => id.ToString()));
        Assert.All(json.SelectTokens("$..action_id"), id => Within(id, 255));
        Assert.All(json.SelectTokens("$..block_id"), id => Within(id, 255));
    }

    /// <summary>Fails where the text is not what a person would see, or could act.</summary>
    public static void HoldForText(string text)
    {
        Assert.DoesNotContain('<', text);
        Assert.DoesNotContain('>', text);
        Assert.DoesNotMatch(BareAmpersand(), text);
        Assert.DoesNotMatch(LoneSurrogate(), text);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != '\n' && System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                Assert.Fail($"U+{rune.Value:X4} can't be seen.");
            }
        }
    }

    private static void Check(JObject block)
    {
        switch (block["type"]!.ToString())
        {
            case "header":
                Within(block["text"]!["text"], 150);
                Assert.Equal("plain_text", block["text"]!["type"]);
                break;
            case "section":
                Assert.True(block["text"] is not null || block["fields"] is not null);
                if (block["text"] is { } text)
                {
                    Within(text["text"], 3_000);
                }

                Assert.InRange(block["fields"]?.Count() ?? 1, 1, 10);
                Assert.All(block.SelectTokens("fields[*].text"), field => Within(field, 2_000));
                break;
            case "context":
                Assert.InRange(block["elements"]!.Count(), 1, 10);
                Assert.All(block.SelectTokens("elements[*].text"), element => Within(element, 3_000));
                break;
            case "actions":
                Assert.InRange(block["elements"]!.Count(), 1, 25);
                Assert.All(block["elements"]!, CheckButton);
                break;
            case "input":
                Within(block["label"]!["text"], 2_000);
                Assert.All(block.SelectTokens("element.options[*].text.text"), option => Within(option, 75));
                Assert.All(block.SelectTokens("element.options[*].value"), option => Within(option, 150));
                Assert.InRange(block["element"]!["options"]?.Count() ?? 1, 1, 100);
                Assert.InRange(block["element"]!["max_length"]?.Value<int>() ?? 1, 1, 3_000);
                break;
            default:
                Assert.Equal("divider", block["type"]);
                break;
        }
    }

    private static void CheckButton(JToken button)
    {
        Within(button["text"]!["text"], 75);
        Within(button["value"], 2_000);
        if (button["confirm"] is { } confirm)
        {
            Within(confirm["title"]!["text"], 100);
            Within(confirm["text"]!["text"], 300);
            Within(confirm["confirm"]!["text"], 30);
            Within(confirm["deny"]!["text"], 30);
        }
    }

    private static void CheckText(JObject text)
    {
        HoldForText(text["text"]!.ToString());

        // Slack makes no links and mentions of its own, nor emoji of codes.
        Assert.Equal(text["type"]!.ToString() == "mrkdwn" ? "true" : "false", (text["verbatim"] ?? text["emoji"])!.ToString().ToLowerInvariant());
    }

    private static void Within(JToken? text, int limit) => Assert.InRange(text!.ToString().Length, 1, limit);

    [GeneratedRegex("&(?!amp;|lt;|gt;)")]
    private static partial Regex BareAmpersand();

    [GeneratedRegex(@"[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex LoneSurrogate();
}
