using SlackNet.Blocks;
using SlackNet.Events;

namespace SlackNet.Interaction;

public abstract class InteractionRequest
{
    public string Type { get; set; }

    public Channel Channel { get; set; }

    public User User { get; set; }
}

[WireType("block_actions")]
public class BlockActionRequest : InteractionRequest
{
    public Container Container { get; set; }

    public string TriggerId { get; set; }

    public IList<BlockAction> Actions { get; set; } = [];
}

public class Container
{
    public string MessageTs { get; set; }

    public string ChannelId { get; set; }

    public string ThreadTs { get; set; }
}

[WireType("message_action")]
public class MessageShortcut : InteractionRequest
{
    public string CallbackId { get; set; }

    public MessageEvent Message { get; set; }
}

public class ViewSubmission : InteractionRequest
{
    public ViewInfo View { get; set; }
}

public class ViewClosed : InteractionRequest;
