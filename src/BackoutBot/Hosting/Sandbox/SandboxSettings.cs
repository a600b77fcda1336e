namespace BackoutBot.Hosting.Sandbox;

/// <summary>The <c>Sandbox</c> settings. They are refused in every other environment.</summary>
public sealed class SandboxSettings
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Sandbox";

    /// <summary>The environment's variable that kills the process at a place in the story.</summary>
    public const string CrashVariable = "BACKOUTBOT_CRASH";

    /// <summary>Where the sandbox answers; needed. Set by <c>--sandbox</c>.</summary>
    public Uri? Url { get; set; }

    /// <summary>Where to die, as <see cref="CrashPoint"/> spells it; null for nowhere. Set by <c>BACKOUTBOT_CRASH</c>.</summary>
    public string? Crash { get; set; }
}
