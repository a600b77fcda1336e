namespace BackoutBot.Runtime.Backouts;

/// <summary>Since when something has been looked at again and again, without a break that is too long to answer for the time between two looks.</summary>
/// <param name="longestGap">How far two looks may be apart.</param>
internal sealed class UnbrokenLook(TimeSpan longestGap)
{
    private DateTimeOffset since;
    private DateTimeOffset? last;

    /// <summary>Since when, where a look now succeeds.</summary>
    /// <param name="now">Now, UTC.</param>
    /// <param name="recorded">When a look is known to have been made, by this process or another, UTC; null where none is known.</param>
    public DateTimeOffset SinceAt(DateTimeOffset now, DateTimeOffset? recorded) =>
        now - last <= longestGap ? since : now - recorded <= longestGap ? recorded!.Value : now;

    /// <summary>A look has succeeded.</summary>
    /// <param name="at">When it began, UTC.</param>
    /// <param name="unbrokenSince">What <see cref="SinceAt"/> said then.</param>
    public void Looked(DateTimeOffset at, DateTimeOffset unbrokenSince) => (since, last) = (unbrokenSince, at);
}
