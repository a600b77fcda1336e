namespace BackoutBot.Core.Chat.Commands;

/// <summary>Finds the word that somebody probably meant.</summary>
public static class Nearest
{
    /// <summary>The candidate with the fewest edits from <paramref name="typed"/>, or null where none is near enough to be meant.</summary>
    public static string? To(string typed, IEnumerable<string> candidates)
    {
        (string Word, int Distance)[] near =
        [
            .. candidates
                .Select(word => (Word: word, Distance: Distance(typed.ToLowerInvariant(), word.ToLowerInvariant())))
                .Where(one => one.Distance <= Math.Max(1, one.Word.Length / 2))
                .OrderBy(one => one.Distance),
        ];
        return near.Length == 0 ? null : near[0].Word;
    }

    /// <summary>The Levenshtein distance; long input is no word of ours, so it is cut.</summary>
    private static int Distance(string left, string right)
    {
        const int Longest = 40;
        left = left.Length > Longest ? left[..Longest] : left;
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
