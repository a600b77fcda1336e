namespace SlackNet.Blocks;

/// <summary>A rule.</summary>
[WireType("divider")]
public class DividerBlock() : Block("divider");
