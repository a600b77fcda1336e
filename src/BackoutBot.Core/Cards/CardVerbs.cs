namespace BackoutBot.Core.Cards;

/// <summary>How verbs are spelled where a card carries them, and how they are read back.</summary>
public static class CardVerbs
{
    private static readonly CardVerb[] All = Enum.GetValues<CardVerb>();

    /// <summary>The verb's name, such as <c>approve</c>: the same as the command's in chat.</summary>
    public static string NameOf(CardVerb verb) => verb.ToString().ToLowerInvariant();

    /// <summary>The verb of that name in whatever case, since cards that were posted long ago write <c>Approve</c>; null where there is none.</summary>
    public static CardVerb? Find(string? name)
    {
        // Enum.TryParse would take numbers, lists and blanks too.
        foreach (CardVerb verb in All)
        {
            if (string.Equals(NameOf(verb), name, StringComparison.OrdinalIgnoreCase))
            {
                return verb;
            }
        }

        return null;
    }
}
