using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SlackNet.WebApi;

internal sealed class Refusal
{
    [JsonExtensionData]
    private readonly IDictionary<string, JToken> _info = new Dictionary<string, JToken>();

    public string Error { get; set; } = "";

    public RefusalDetails ResponseMetadata { get; set; } = new();

    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Info =>
        _info.Where(pair => pair.Value.Type == JTokenType.String).ToDictionary(pair => pair.Key, pair => pair.Value.ToObject<string>());
}

internal sealed class RefusalDetails
{
    public IList<string> Messages { get; set; } = [];
}
