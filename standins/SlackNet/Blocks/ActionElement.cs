namespace SlackNet.Blocks;

/// <summary>An element that sends something when it is used.</summary>
public interface IActionElement;

/// <inheritdoc cref="IActionElement" />
public abstract class ActionElement(string type) : BlockElement(type), IActionElement
{
    public string ActionId { get; set; }

    public ConfirmationDialog Confirm { get; set; }
}
