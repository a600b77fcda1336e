using Newtonsoft.Json;

namespace Microsoft.Bot.Schema;

public class ConversationReference
{
    [JsonProperty("activityId")]
    internal string ActivityId { get; set; }

    [JsonProperty("user")]
    internal ChannelAccount User { get; set; }

    [JsonProperty("bot")]
    public ChannelAccount Bot { get; set; }

    [JsonProperty("conversation")]
    public ConversationAccount Conversation { get; set; }

    [JsonProperty("channelId")]
    public string ChannelId { get; set; }

    [JsonProperty("serviceUrl")]
    public string ServiceUrl { get; set; }

    internal Activity GetContinuationActivity() => new()
    {
        Type = ActivityTypes.Event,
        Name = "ContinueConversation",
        Id = Guid.NewGuid().ToString(),
        ChannelId = ChannelId,
        ServiceUrl = ServiceUrl,
        Conversation = Conversation,
        Recipient = Bot,
        From = User,
    };
}

public class ConversationParameters
{
    [JsonProperty("isGroup")]
    public bool? IsGroup { get; set; }

    [JsonProperty("bot")]
    public ChannelAccount Bot { get; set; }

    [JsonProperty("members")]
    public IList<ChannelAccount> Members { get; set; }

    [JsonProperty("activity")]
    public Activity Activity { get; set; }

    [JsonProperty("channelData")]
    public object ChannelData { get; set; }

    [JsonProperty("tenantId")]
    public string TenantId { get; set; }
}

public class ResourceResponse
{
    [JsonProperty("id")]
    public string Id { get; set; }
}

internal sealed class ConversationResourceResponse : ResourceResponse
{
    [JsonProperty("activityId")]
    public string ActivityId { get; set; }
}
