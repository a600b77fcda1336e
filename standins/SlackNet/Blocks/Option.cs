namespace SlackNet.Blocks;

/// <summary>One of the choices of a menu.</summary>
public class Option
{
    public TextObject Text { get; set; }

    public string Value { get; set; }
}
