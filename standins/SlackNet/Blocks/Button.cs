using Newtonsoft.Json;

namespace SlackNet.Blocks;

/// <summary>A button.</summary>
[WireType("button")]
public class Button() : ActionElement("button")
{
    public PlainText Text { get; set; }

    public string Url { get; set; }

    public string Value { get; set; }

    [JsonProperty(DefaultValueHandling = DefaultValueHandling.Ignore)]
    public ButtonStyle Style { get; set; }
}

/// <summary>How a button looks.</summary>
public enum ButtonStyle
{
    Default,
    Primary,
    Danger,
}

/// <summary>A button that was pressed.</summary>
[WireType("button")]
public class ButtonAction : BlockAction
{
    public string Value { get; set; }
}
