using Newtonsoft.Json;

namespace SlackNet;

/// <summary>Carries the settings of Newtonsoft.Json.</summary>
public class SlackJsonSettings
{
    internal SlackJsonSettings(JsonSerializerSettings settings) => SerializerSettings = settings;

    public JsonSerializerSettings SerializerSettings { get; }
}
