namespace SlackNet.Blocks;

/// <summary>What stands in a block.</summary>
public interface IBlockElement
{
    string Type { get; }
}

/// <inheritdoc cref="IBlockElement" />
public abstract class BlockElement(string type) : IBlockElement
{
    public string Type { get; } = type;
}
