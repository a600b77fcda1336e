using SlackNet.WebApi;

namespace SlackNet.Interaction;

public class SlashCommand
{
    public string Command { get; set; }

    public string Text { get; set; }

    public string TriggerId { get; set; }

    public string UserId { get; set; }

    public string TeamId { get; set; }

    public string ChannelId { get; set; }
}

public class SlashCommandResponse
{
    public Message Message { get; set; }

    public ResponseType ResponseType { get; set; } = ResponseType.Ephemeral;
}

public enum ResponseType
{
    Ephemeral = 1,
}
