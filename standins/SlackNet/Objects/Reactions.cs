namespace SlackNet;

public class ReactionItem
{
    public string Type { get; set; }
}

[WireType("message")]
public class ReactionMessage : ReactionItem
{
    public string Channel { get; set; }

    public string Ts { get; set; }
}
