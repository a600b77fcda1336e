using Newtonsoft.Json;

namespace Microsoft.Bot.Schema;

public class ErrorResponse
{
    [JsonProperty("error")]
    public Error Error { get; set; }
}

public class Error
{
    [JsonProperty("code")]
    public string Code { get; set; }

    [JsonProperty("message")]
    public string Message { get; set; }
}
