namespace BackoutBot.Runtime.Storage;

/// <summary>What every engine holds a caller to before it writes.</summary>
internal static class JournalAppendRules
{
    /// <summary>Sees that the entries belong to the head, follow on the expected version without a gap, and are chained.</summary>
    /// <exception cref="ArgumentException">They don't: a fault in the bot itself.</exception>
    public static void Check(JournalAppend append)
    {
        var version = append.ExpectedVersion;
        string? previousHash = null;
        foreach (var (entry, _) in append.Entries)
        {
            if (entry.Backout != append.Head.Id || entry.Version != ++version || (previousHash is not null && entry.PreviousHash != previousHash))
            {
                throw new ArgumentException($"Entry {entry.Version} of {entry.Backout} does not follow on version {version - 1} of {append.Head.Id}.", nameof(append));
            }

            previousHash = entry.Hash;
        }

        if (append.Entries.Count == 0 || append.Head.Version != version)
        {
            throw new ArgumentException($"The head of {append.Head.Id} is at {append.Head.Version}, its entries end at {version}.", nameof(append));
        }
    }
}
