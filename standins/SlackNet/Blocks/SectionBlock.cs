namespace SlackNet.Blocks;

/// <summary>A paragraph, or short texts in two columns.</summary>
[WireType("section")]
public class SectionBlock() : Block("section")
{
    public TextObject Text { get; set; }

    [OmitIfEmpty]
    public IList<TextObject> Fields { get; set; } = [];

    public BlockElement Accessory { get; set; }

    public bool Expand { get; set; }
}
