using Newtonsoft.Json.Linq;

namespace SlackNet;

public class MessageMetadata
{
    public string EventType { get; set; }

    public JToken EventPayload { get; set; }
}
