using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Rendering;

/// <summary>The outside of every card.</summary>
internal static class Frame
{
    /// <summary>An empty card over the whole width of the conversation.</summary>
    /// <param name="fallback">What a client says that can't show it.</param>
    public static JObject Of(string fallback) => new()
    {
        ["type"] = "AdaptiveCard",
        ["version"] = "1.5",
        ["fallbackText"] = string.IsNullOrWhiteSpace(fallback) ? "BackoutBot" : fallback,
        ["msteams"] = new JObject { ["width"] = "Full" },
        ["body"] = new JArray(),
    };

    /// <summary>The card's elements.</summary>
    public static JArray Body(JObject card) => (JArray)card["body"]!;
}
