using Newtonsoft.Json;

namespace Microsoft.Bot.Schema;

public class AdaptiveCardInvokeValue
{
    [JsonProperty("action")]
    public AdaptiveCardInvokeAction Action { get; set; }
}

public class AdaptiveCardInvokeAction
{
    [JsonProperty("type")]
    internal string Type { get; set; }

    [JsonProperty("verb")]
    public string Verb { get; set; }

    [JsonProperty("data")]
    public object Data { get; set; }
}

public class AdaptiveCardInvokeResponse
{
    [JsonProperty("statusCode")]
    public int StatusCode { get; set; }

    [JsonProperty("type")]
    public string Type { get; set; }

    [JsonProperty("value")]
    public object Value { get; set; }
}
