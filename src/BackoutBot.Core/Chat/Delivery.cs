namespace BackoutBot.Core.Chat;

/// <summary>What came of delivering a message.</summary>
public abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>It is there.</summary>
    /// <param name="Reference">Finds it again on this platform, for edits and thread replies.</param>
    public sealed record Done(string Reference) : Delivery;

    /// <summary>Not now.</summary>
    /// <param name="After">How long to wait before the next try, at the least: with each failure in a row the pause grows.</param>
    /// <param name="Reason">Why, for the operator.</param>
    public sealed record Later(TimeSpan After, string Reason) : Delivery;

    /// <summary>Never: trying again can't help.</summary>
    /// <param name="Reason">What is wrong, where, and what to do, for the operator.</param>
    public sealed record Refused(string Reason) : Delivery;
}
