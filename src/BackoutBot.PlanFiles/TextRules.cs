namespace BackoutBot.PlanFiles;

/// <summary>The rules of the texts in plan files that are no provider's.</summary>
public static class TextRules
{
    /// <summary>A service's name.</summary>
    public static TextRule Service { get; } = new("a service's name", "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", "use lower-case letters, digits and hyphens, at most 63, such as 'checkout-api'");

    /// <summary>An environment's name.</summary>
    public static TextRule Environment { get; } = new("an environment's name", "^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$", "use letters, digits, hyphens and underscores, such as 'production'");

    /// <summary>A chat channel.</summary>
    public static TextRule Channel { get; } = new("a channel", "^#[a-z0-9][a-z0-9_-]{0,78}$", "write it in quotes with its '#', lower-case, such as \"#ops\"");

    /// <summary>A person's name.</summary>
    public static TextRule Person { get; } = new("a person's name", "^[a-z0-9][a-z0-9._-]{0,63}$", "write the name that the People settings know, such as 'alice'");

    /// <summary>A group's name.</summary>
    public static TextRule Group { get; } = new("a group's name", "^((slack|teams):[A-Za-z0-9][A-Za-z0-9._-]{0,79}|[a-z0-9][a-z0-9._-]{0,63})$", "write the name that the People settings know, such as 'checkout-approvers', or a chat platform's own group, such as 'slack:checkout-approvers' or 'teams:' and the Entra group's id");

    /// <summary>A step's name.</summary>
    public static TextRule Step { get; } = new("a step's name", "^[a-z0-9][a-z0-9-]{0,39}$", "use lower-case letters, digits and hyphens, at most 40, such as 'code-stop'");

    /// <summary>A reason that people read.</summary>
    public static TextRule Reason { get; } = new("a reason", @"\S", "say in at most 300 characters what people in the thread should read") { MaxLength = 300 };

    /// <summary>A time span.</summary>
    public static TextRule Duration { get; } = new("a duration", "^[1-9][0-9]{0,4}[smhd]$", "write a number and its unit s, m, h or d, such as '30m'");

    /// <summary>Any text.</summary>
    public static TextRule Any { get; } = new("a text", string.Empty, "write something");
}
