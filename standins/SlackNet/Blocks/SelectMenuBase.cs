using Newtonsoft.Json;

namespace SlackNet.Blocks;

/// <summary>A menu of which one is chosen.</summary>
public abstract class SelectMenuBase(string type) : ActionElement(type), IInputBlockElement
{
    [JsonProperty(DefaultValueHandling = DefaultValueHandling.Ignore)]
    public bool FocusOnLoad { get; set; }
}
