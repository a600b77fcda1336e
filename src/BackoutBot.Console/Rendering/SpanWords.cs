namespace BackoutBot.Console.Rendering;

/// <summary>Lengths of time as people read them.</summary>
internal static class SpanWords
{
    /// <summary>The two largest units, such as <c>1 h 5 min</c>.</summary>
    public static string Of(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => Join(span.Days, "d", span.Hours, "h"),
        { TotalHours: >= 1 } => Join(span.Hours, "h", span.Minutes, "min"),
        { TotalMinutes: >= 1 } => Join(span.Minutes, "min", span.Seconds, "s"),
        _ => $"{Math.Max(0, span.Seconds)} s",
    };

    private static string Join(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";
}
