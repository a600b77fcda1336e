namespace BackoutBot.Core.Cards;

/// <summary>How a button looks.</summary>
public enum ButtonStyle
{
    /// <summary>One among others.</summary>
    Plain,

    /// <summary>The way forward.</summary>
    Primary,

    /// <summary>Stops or refuses something.</summary>
    Danger,
}
