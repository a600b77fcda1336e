using Newtonsoft.Json;

namespace Microsoft.Bot.Schema;

public class Attachment
{
    [JsonProperty("contentType")]
    public string ContentType { get; set; }

    [JsonProperty("content")]
    public object Content { get; set; }
}
