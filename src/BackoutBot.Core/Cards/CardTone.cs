namespace BackoutBot.Core.Cards;

/// <summary>How a backout stands, at a glance.</summary>
public enum CardTone
{
    /// <summary>Nothing to worry about.</summary>
    Quiet,

    /// <summary>Somebody must look.</summary>
    Attention,

    /// <summary>Production is in trouble.</summary>
    Danger,

    /// <summary>Under way.</summary>
    Busy,

    /// <summary>Ended well.</summary>
    Good,
}
