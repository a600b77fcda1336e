using System.Globalization;

namespace BackoutBot.Runtime.Storage;

/// <summary>How times are written down.</summary>
internal static class StoredTime
{
    /// <summary>To the tick, readable and sortable: for what a hash covers.</summary>
    public static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Exact(DateTimeOffset)"/> wrote.</summary>
    public static DateTimeOffset Exact(string text) =>
        DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>The same; the default, to which no hash fits, where it did not write that.</summary>
    public static DateTimeOffset ExactOrNone(string text) =>
        DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : default;

    /// <summary>Milliseconds since 1970, UTC: for what is compared and waited for.</summary>
    public static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>Reads what <see cref="Milliseconds(DateTimeOffset)"/> wrote.</summary>
    public static DateTimeOffset Milliseconds(long value) => DateTimeOffset.FromUnixTimeMilliseconds(value);
}
