namespace SlackNet.Blocks;

/// <summary>Text as it stands in blocks.</summary>
public abstract class TextObject
{
    protected TextObject(string type) => Type = type;

    public string Type { get; set; }

    public string Text { get; set; }
}
