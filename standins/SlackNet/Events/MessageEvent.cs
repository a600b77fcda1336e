namespace SlackNet.Events;

public abstract class MessageEventBase : Event
{
    public string User { get; set; }

    public string Text { get; set; }

    public string Ts { get; set; }

    public string Team { get; set; }

    public string Channel { get; set; }

    public string ThreadTs { get; set; }

    public IList<File> Files { get; set; } = [];
}

public class AppMention : MessageEventBase;

[WireType("message")]
public class MessageEvent : MessageEventBase
{
    public string Subtype { get; set; }

    public string ChannelType { get; set; }

    public MessageMetadata Metadata { get; set; }

    public string BotId { get; set; }
}
