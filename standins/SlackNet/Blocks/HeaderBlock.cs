namespace SlackNet.Blocks;

/// <summary>Large text.</summary>
[SlackType("header")]
public class HeaderBlock() : Block("header")
{
    public PlainText Text { get; set; }
}
