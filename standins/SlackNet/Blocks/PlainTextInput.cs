namespace SlackNet.Blocks;

/// <summary>A box to type text in.</summary>
[WireType("plain_text_input")]
public class PlainTextInput() : TextInput("plain_text_input")
{
    public bool Multiline { get; set; }

    public int? MinLength { get; set; }

    public int? MaxLength { get; set; }
}

/// <summary>What was typed, in a submitted view.</summary>
[WireType("plain_text_input")]
public class PlainTextInputValue : ElementValue
{
    public string Value { get; set; }
}
