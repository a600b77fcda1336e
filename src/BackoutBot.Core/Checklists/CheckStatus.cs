namespace BackoutBot.Core.Checklists;

/// <summary>What a check found.</summary>
public enum CheckStatus
{
    /// <summary>Could not be seen: access denied, throttled, stale. Never counts as a pass.</summary>
    Unknown = 0,

    /// <summary>As it must be.</summary>
    Pass,

    /// <summary>Usable, with something that a person should know.</summary>
    Warn,

    /// <summary>Not as it must be.</summary>
    Fail,

    /// <summary>The plan file says that the item does not apply, and why; or it names nothing that it could apply to.</summary>
    NotApplicable,
}
