namespace SlackNet.Blocks;

/// <summary>Text without formatting.</summary>
[WireType("plain_text")]
public class PlainText : TextObject, IContextElement
{
    public PlainText()
        : base("plain_text")
    {
    }

    public PlainText(string text)
        : this() => Text = text;

    public bool Emoji { get; set; } = true;
}
