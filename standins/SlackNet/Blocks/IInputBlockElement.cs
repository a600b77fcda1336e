namespace SlackNet.Blocks;

/// <summary>An element that may stand in an <see cref="InputBlock"/>.</summary>
public interface IInputBlockElement : IActionElement;
