using Newtonsoft.Json;

namespace SlackNet.Events;

public class Event
{
    public string Type { get; set; }

    [JsonExtensionData]
    public Dictionary<string, object> ExtraProperties { get; set; } = [];
}

public class AppHomeOpened : Event
{
    public string User { get; set; }

    public AppHomeTab Tab { get; set; }
}

public enum AppHomeTab
{
    Home,
    Messages,
}

public class ReactionAdded : Event
{
    public string User { get; set; }

    public string Reaction { get; set; }

    public ReactionItem Item { get; set; }
}
