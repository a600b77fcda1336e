namespace BackoutBot.Teams.Outbound;

/// <summary>Finds a delivered message again: <c>&lt;conversation id&gt;|&lt;activity id&gt;</c>, with more activity ids after <c>+</c> where it took several.</summary>
/// <param name="Conversation">The conversation's id, with the thread where it is one.</param>
/// <param name="Activities">The activities' ids, in order; at least one.</param>
internal sealed record TeamsReference(string Conversation, IReadOnlyList<string> Activities)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static TeamsReference Parse(string reference)
    {
        int bar = reference.LastIndexOf('|');
        return bar < 0
            ? throw new FormatException($"'{reference}' is no reference of a message in Teams.")
            : new TeamsReference(reference[..bar], reference[(bar + 1)..].Split('+'));
    }

    public override string ToString() => $"{Conversation}|{string.Join('+', Activities)}";
}
