namespace SlackNet.Blocks;

/// <summary>A rule.</summary>
[SlackType("divider")]
public class DividerBlock() : Block("divider");
