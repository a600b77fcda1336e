using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SlackNet.WebApi;

internal sealed class WebApiAnswer
{
    public bool Ok { get; set; }

    [JsonExtensionData]
    public JObject Data { get; set; }
}
