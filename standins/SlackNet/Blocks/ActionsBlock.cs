namespace SlackNet.Blocks;

/// <summary>A row of buttons and menus.</summary>
[WireType("actions")]
public class ActionsBlock() : Block("actions")
{
    public IList<IActionElement> Elements { get; set; } = [];
}
