using BackoutBot.Core.Tests;
using Newtonsoft.Json.Linq;
using YamlDotNet.Serialization;

namespace BackoutBot.Slack.Tests.Manifests;

/// <summary>The app manifest as it is in the repository.</summary>
internal static class Manifest
{
    /// <summary>The file's text, with its comments.</summary>
    public static string Text { get; } = File.ReadAllText(Path.Combine(Repository.Root, "manifests", "slack", "manifest.yaml"));

    /// <summary>What the file says.</summary>
    public static JObject Content => Read(Text);

    /// <summary>The rules that it is held to.</summary>
    public static string Rules { get; } = File.ReadAllText(Path.Combine(Repository.Root, "tests", "BackoutBot.Slack.Tests", "Manifests", "manifest.rules.json"));

    /// <summary>Reads a manifest.</summary>
    public static JObject Read(string yaml) =>
        JObject.FromObject(new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<Dictionary<object, object>>(yaml));

    /// <summary>The texts at a path.</summary>
    public static string[] TextsAt(string path) => [.. Content.SelectTokens(path).Select(token => token.ToString())];
}
