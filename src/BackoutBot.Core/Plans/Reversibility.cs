namespace BackoutBot.Core.Plans;

/// <summary>Whether a step can be taken back.</summary>
public enum Reversibility
{
    /// <summary>The same action, the other way round, restores what was.</summary>
    Reversible,

    /// <summary>Another action makes up for it.</summary>
    Compensable,

    /// <summary>It can't be undone.</summary>
    OneWay,
}
