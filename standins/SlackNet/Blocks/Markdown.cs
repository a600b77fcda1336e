namespace SlackNet.Blocks;

/// <summary>Text in Slack's own mrkdwn.</summary>
[WireType("mrkdwn")]
public class Markdown : TextObject, IContextElement
{
    public Markdown()
        : base("mrkdwn")
    {
    }

    public Markdown(string markdown)
        : this() => Text = markdown;

    public bool Verbatim { get; set; }
}
