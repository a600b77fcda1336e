namespace SlackNet.Blocks;

/// <summary>A box to type in.</summary>
public abstract class TextInput(string type) : BlockElement(type), IInputBlockElement
{
    public string ActionId { get; set; }

    public bool FocusOnLoad { get; set; }
}
