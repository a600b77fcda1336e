namespace BackoutBot.Aws.Reading;

/// <summary>Makes instants of the SDK's <see cref="DateTime"/>s, which are UTC but do not always say so.</summary>
internal static class AwsTime
{
    public static DateTimeOffset? ToInstant(this DateTime? value) => value switch
    {
        null => null,
        { Kind: DateTimeKind.Local } local => new DateTimeOffset(local).ToUniversalTime(),
        { } utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
    };
}
