using System.Globalization;

namespace BackoutBot.Aws.Events;

/// <summary>Reads the ways in which AWS's events write a time.</summary>
internal static class EventTime
{
    private const double MaxEpochSeconds = 253_402_300_799;

    private static readonly string[] Formats =
    [
        // CloudWatch: an offset without a colon.
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        // EventBridge.
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        // RDS event subscriptions, in UTC.
        "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        // CodeDeploy triggers on the wire, and Elastic Beanstalk: java.util.Date's own form.
        "ddd MMM d HH:mm:ss 'UTC' yyyy",
        "ddd MMM d HH:mm:ss 'GMT' yyyy",
    ];

    /// <summary>The time in UTC, or null where the text is none.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var time))
        {
            return time.ToUniversalTime();
        }

        // CodeDeploy triggers as documented: seconds since 1970, as a string.
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= MaxEpochSeconds
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;
    }
}
