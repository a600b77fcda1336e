using Newtonsoft.Json;

namespace BackoutBot.Slack.Rendering;

/// <summary>How much of a message something takes.</summary>
internal static class SlackSize
{
    private static readonly JsonSerializerSettings Settings = SlackNet.Default.JsonSettings().SerializerSettings;

    /// <summary>The length of its JSON, in UTF-16 code units.</summary>
    public static int Of(object part) => JsonConvert.SerializeObject(part, Settings).Length;
}
