namespace SlackNet.Blocks;

/// <summary>A menu of given choices, of which one is chosen.</summary>
[SlackType("static_select")]
public class StaticSelectMenu() : StaticSelectMenuBase("static_select")
{
    public Option InitialOption { get; set; }
}

/// <summary>What was chosen, in a submitted view.</summary>
[SlackType("static_select")]
public class StaticSelectValue : ElementValue
{
    public Option SelectedOption { get; set; }
}
