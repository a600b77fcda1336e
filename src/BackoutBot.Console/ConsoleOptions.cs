namespace BackoutBot.Console;

/// <summary>How the console is set up; the configuration's section <c>Console</c>.</summary>
public sealed class ConsoleOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Console";

    /// <summary>
    /// The people as whom a visitor of the sandbox may act, such as <c>alice</c>; the first is who a new visitor is. Needed in the
    /// sandbox environment, forbidden outside of it. Default: none.
    /// </summary>
    public IList<string> SandboxPeople { get; init; } = [];
}
