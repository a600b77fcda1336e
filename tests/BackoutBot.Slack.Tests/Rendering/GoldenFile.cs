using BackoutBot.Core.Tests;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Slack.Tests.Rendering;

/// <summary>Pins what is sent to Slack, as it goes over the wire. With BACKOUTBOT_RENEW_GOLDEN=1 the files are written instead, to be read before they are committed.</summary>
internal static class GoldenFile
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "BackoutBot.Slack.Tests", "Rendering", "Golden");

    /// <summary>The names of all files that pin a card.</summary>
    public static IEnumerable<string> Cards => Directory.GetFiles(Folder, "card-*.json").Select(file => Path.GetFileNameWithoutExtension(file)["card-".Length..]);

    /// <summary>Compares with the file of that name.</summary>
    public static void Pins(string name, object sent)
    {
        var path = Path.Combine(Folder, $"{name}.json");
        var text = Ordered(JToken.Parse(JsonConvert.SerializeObject(sent, SlackNet.Default.JsonSettings().SerializerSettings))).ToString(Formatting.Indented).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("BACKOUTBOT_RENEW_GOLDEN") == "1")
        {
            _ = Directory.CreateDirectory(Folder);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"There is no golden file {path}. Make it with BACKOUTBOT_RENEW_GOLDEN=1, and read it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }

    // In an order of our own, and without what is off either way: the library's order of members and its defaults are no concern of ours.
    private static JToken Ordered(JToken token) => token switch
    {
        JArray items => new JArray(items.Select(Ordered)),
        JObject members => new JObject(members.Properties()
            .Where(member => member.Name is not ("dispatch_action" or "optional" or "clear_on_close" or "notify_on_close") || member.Value.Value<bool>())
            .OrderBy(member => member.Name != "type")
            .ThenBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => new JProperty(member.Name, Ordered(member.Value)))),
        _ => token.DeepClone(),
    };
}
