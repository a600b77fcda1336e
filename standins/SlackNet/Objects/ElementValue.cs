namespace SlackNet;

/// <summary>What was put into one element of a view.</summary>
public abstract class ElementValue
{
    public string Type { get; set; }
}
