namespace SlackNet.Blocks;

/// <summary>One block of a message or view.</summary>
public abstract class Block(string type)
{
    public string Type { get; } = type;

    public string BlockId { get; set; }
}
