namespace SlackNet.Blocks;

/// <summary>Text in Slack's own mrkdwn.</summary>
[WireType("mrkdwn")]
public class Markdown : TextObject, IContextElement
{
    public Markdown(string markdown = "")
        : base("mrkdwn") => Text = markdown;

    public bool Verbatim { get; set; }
}
