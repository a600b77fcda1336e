namespace SlackNet.Blocks;

/// <summary>What stands in a block.</summary>
public abstract class BlockElement(string type)
{
    public string Type { get; } = type;
}
