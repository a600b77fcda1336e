namespace SlackNet.Blocks;

/// <summary>A menu whose choices are given with it.</summary>
public abstract class StaticSelectMenuBase(string type) : SelectMenuBase(type)
{
    [OmitIfEmpty]
    public IList<Option> Options { get; set; } = [];
}
