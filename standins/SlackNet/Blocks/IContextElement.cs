namespace SlackNet.Blocks;

/// <summary>An element that may stand in a <see cref="ContextBlock"/>.</summary>
public interface IContextElement
{
    string Type { get; }
}
