using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace SlackNet;

/// <summary>The parts that the library uses where nothing else is given to it.</summary>
public static partial class Default
{
    /// <summary>How everything is written to Slack and read from it: snake_case names, nothing for null, classes told by <c>type</c> and <c>subtype</c>.</summary>
    public static SlackJsonSettings JsonSettings() => new(new JsonSerializerSettings
    {
        NullValueHandling = NullValueHandling.Ignore,
        DateFormatString = "yyyy-MM-dd",
        ContractResolver = new SlackContractResolver { NamingStrategy = new SnakeCaseNamingStrategy() },
        Converters = { new EnumNameConverter(), new SlackTypeConverter() },
    });

    public static IHttp Http(SlackJsonSettings jsonSettings = null, Func<HttpClient> getHttpClient = null) => new Http(getHttpClient, jsonSettings);

    public static ISlackUrlBuilder UrlBuilder(SlackJsonSettings jsonSettings = null) => new SlackUrlBuilder(jsonSettings);
}
