using System.Text.RegularExpressions;

namespace BackoutBot.PlanFiles;

/// <summary>What a text must look like.</summary>
/// <param name="What">What it is, with its article, such as <c>a region</c>.</param>
/// <param name="Fits">Whether a text is one.</param>
/// <param name="Fix">How to write it.</param>
public sealed record TextRule(string What, Func<string, bool> Fits, string Fix);

/// <summary>The rules of the texts in plan files. <c>schemas/plan.schema.json</c> says the same as patterns.</summary>
public static partial class TextRules
{
    /// <summary>A service's name.</summary>
    public static TextRule Service { get; } = new("a service's name", ServicePattern().IsMatch, "use lower-case letters, digits and hyphens, at most 63, such as 'checkout-api'");

    /// <summary>An environment's name.</summary>
    public static TextRule Environment { get; } = new("an environment's name", EnvironmentPattern().IsMatch, "use letters, digits, hyphens and underscores, such as 'production'");

    /// <summary>A chat channel.</summary>
    public static TextRule Channel { get; } = new("a channel", ChannelPattern().IsMatch, "write it in quotes with its '#', lower-case, such as \"#ops\"");

    /// <summary>A person's name.</summary>
    public static TextRule Person { get; } = new("a person's name", PersonPattern().IsMatch, "write the name that the People settings know, such as 'alice'");

    /// <summary>A group's name.</summary>
    public static TextRule Group { get; } = new("a group's name", GroupPattern().IsMatch, "write the name that the People settings know, such as 'checkout-approvers', or a chat platform's own group, such as 'slack:checkout-approvers' or 'teams:' and the Entra group's id");

    /// <summary>A step's name.</summary>
    public static TextRule Step { get; } = new("a step's name", StepPattern().IsMatch, "use lower-case letters, digits and hyphens, at most 40, such as 'code-stop'");

    /// <summary>A reason that people read.</summary>
    public static TextRule Reason { get; } = new("a reason", text => !string.IsNullOrWhiteSpace(text) && text.Length <= 300, "say in at most 300 characters what people in the thread should read");

    /// <summary>Any text.</summary>
    public static TextRule Any { get; } = new("a text", text => text.Length > 0, "write something");

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServicePattern();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EnvironmentPattern();

    [GeneratedRegex(@"^#[a-z0-9][a-z0-9_-]{0,78}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ChannelPattern();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{0,63}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PersonPattern();

    [GeneratedRegex(@"^((slack|teams):[A-Za-z0-9][A-Za-z0-9._-]{0,79}|[a-z0-9][a-z0-9._-]{0,63})\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GroupPattern();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,39}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StepPattern();
}
