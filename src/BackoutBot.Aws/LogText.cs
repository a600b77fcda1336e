namespace BackoutBot.Aws;

/// <summary>Makes text that strangers wrote fit for a log line.</summary>
internal static class LogText
{
    private const int MaxLength = 300;

    /// <summary>One line of at most 300 characters, control characters replaced.</summary>
    public static string Clip(string text)
    {
        var clipped = text.Length > MaxLength ? text.AsSpan(0, MaxLength) : text;
        return string.Create(clipped.Length, clipped, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
    }
}
