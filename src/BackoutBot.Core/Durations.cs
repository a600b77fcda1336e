namespace BackoutBot.Core;

/// <summary>Says how long something took, as a person would.</summary>
public static class Durations
{
    /// <summary>Such as <c>45 s</c>, <c>12 min</c>, <c>2 h 5 min</c> or <c>6 d</c>.</summary>
    public static string InWords(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 90 } => $"{Math.Max(0, (int)duration.TotalSeconds)} s",
        { TotalMinutes: < 90 } => $"{(int)Math.Round(duration.TotalMinutes)} min",
        { TotalHours: < 48 } => $"{(int)duration.TotalHours} h {duration.Minutes} min",
        _ => $"{(int)duration.TotalDays} d",
    };
}
