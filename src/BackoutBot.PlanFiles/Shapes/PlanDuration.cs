using System.Globalization;

namespace BackoutBot.PlanFiles.Shapes;

/// <summary>Time spans as plan files write them: <see cref="TextRules.Duration"/>.</summary>
internal static class PlanDuration
{
    public static TimeSpan? Parse(string text)
    {
        if (!TextRules.Duration.Fits(text))
        {
            return null;
        }

        int number = int.Parse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
    }

    /// <summary>In the largest unit, days aside, of which it is a whole number.</summary>
    public static string Write(TimeSpan span) =>
        span.Ticks % TimeSpan.TicksPerHour == 0 ? $"{span.TotalHours}h" : span.Ticks % TimeSpan.TicksPerMinute == 0 ? $"{span.TotalMinutes}m" : $"{span.TotalSeconds}s";
}
