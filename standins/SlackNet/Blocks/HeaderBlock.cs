namespace SlackNet.Blocks;

/// <summary>Large text.</summary>
[WireType("header")]
public class HeaderBlock() : Block("header")
{
    public PlainText Text { get; set; }
}
