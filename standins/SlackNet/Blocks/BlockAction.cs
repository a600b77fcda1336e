namespace SlackNet.Blocks;

/// <summary>What was done with an element.</summary>
public class BlockAction
{
    public string Type { get; set; }

    public string ActionId { get; set; }
}
