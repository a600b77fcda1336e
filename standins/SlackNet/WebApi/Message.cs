using SlackNet.Blocks;

namespace SlackNet.WebApi;

public class Message
{
    public string Channel { get; set; }

    public string Text { get; set; }

    public ParseMode Parse { get; set; }

    public IList<Block> Blocks { get; set; } = [];

    public bool UnfurlMedia { get; set; } = true;

    public string ThreadTs { get; set; }

    public MessageMetadata MetadataJson { get; set; }
}

public class MessageUpdate
{
    public string Ts { get; set; }

    public string ChannelId { get; set; }

    public string Text { get; set; }

    public IList<Block> Blocks { get; set; }

    public ParseMode Parse { get; set; } = ParseMode.Client;
}

public enum ParseMode
{
    None,
    Client = 2,
}
