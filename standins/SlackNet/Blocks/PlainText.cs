namespace SlackNet.Blocks;

/// <summary>Text without formatting.</summary>
[WireType("plain_text")]
public class PlainText : TextObject, IContextElement
{
    public PlainText(string text = "")
        : base("plain_text") => Text = text;

    public bool Emoji { get; set; } = true;
}
