using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Microsoft.Bot.Schema;

internal class Entity
{
    [JsonProperty("type")]
    public string Type { get; set; }

    [JsonExtensionData]
    public JObject Properties { get; set; } = [];

    public T GetAs<T>() => Properties.ToObject<T>();
}

internal sealed class Mention
{
    [JsonProperty("mentioned")]
    public ChannelAccount Mentioned { get; set; }

    [JsonProperty("text")]
    public string Text { get; set; }
}
