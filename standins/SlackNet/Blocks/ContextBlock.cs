namespace SlackNet.Blocks;

/// <summary>Small text.</summary>
[WireType("context")]
public class ContextBlock() : Block("context")
{
    public IList<IContextElement> Elements { get; set; } = [];
}
