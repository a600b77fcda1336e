namespace SlackNet.Blocks;

/// <summary>A menu of given choices, of which one is chosen.</summary>
[WireType("static_select")]
public class StaticSelectMenu() : StaticSelectMenuBase("static_select")
{
    public Option InitialOption { get; set; }
}

/// <summary>What was chosen, in a submitted view.</summary>
[WireType("static_select")]
public class StaticSelectValue : ElementValue
{
    public Option SelectedOption { get; set; }
}
