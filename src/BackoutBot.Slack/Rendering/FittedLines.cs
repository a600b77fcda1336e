namespace BackoutBot.Slack.Rendering;

/// <summary>As many whole lines as there is room for; those that are left out are counted, never cut.</summary>
/// <param name="Text">The lines, and what was left out; empty where not even that fits.</param>
/// <param name="LeftOut">How many lines were left out.</param>
internal sealed record FittedLines(string Text, int LeftOut)
{
    /// <summary>Fits the lines.</summary>
    /// <param name="lines">Escaped lines.</param>
    /// <param name="limit">The longest text.</param>
    /// <param name="more">Says how many were left out.</param>
    public static FittedLines Of(IReadOnlyList<string> lines, int limit, Func<int, string> more)
    {
        var fitting = Count(lines, limit);
        if (fitting == lines.Count)
        {
            return new(string.Join('\n', lines), 0);
        }

        var count = Count(lines, limit - more(lines.Count).Length - 1);
        var leftOut = lines.Count - count;
        var text = string.Join('\n', lines.Take(count).Append(more(leftOut)));
        return new(text.Length <= limit ? text : string.Empty, leftOut);
    }

    private static int Count(IReadOnlyList<string> lines, int limit)
    {
        var (count, length) = (0, -1);
        while (count < lines.Count && length + 1 + lines[count].Length <= limit)
        {
            length += 1 + lines[count].Length;
            count++;
        }

        return count;
    }
}
