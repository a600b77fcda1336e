namespace SlackNet.Blocks;

/// <summary>Asks for something, in a view.</summary>
[WireType("input")]
public class InputBlock() : Block("input")
{
    public PlainText Label { get; set; }

    public IInputBlockElement Element { get; set; }

    public PlainText Hint { get; set; }
}
