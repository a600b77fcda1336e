using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Sns;

/// <summary>
/// A place where SNS of the topic's own region keeps its signing certificate:
/// <c>https://sns.{region}.amazonaws.com[.cn]/SimpleNotificationService-{32 hexadecimal digits}.pem</c> and nothing else.
/// </summary>
/// <param name="Value">The URL.</param>
/// <param name="Topic">The topic whose region it belongs to.</param>
internal readonly record struct SigningCertificateUrl(string Value, TopicArn Topic)
{
    private const string FilePrefix = "SimpleNotificationService-";
    private const string FileSuffix = ".pem";
    private const int DigestLength = 32;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>The path, from the slash on.</summary>
    public string Path => Value["https://sns..".Length..][(Topic.Region.Length + Topic.DnsSuffix.Length)..];

    /// <summary>
    /// Compared character by character rather than parsed: what has a port, user information, a query, another host, upper case or
    /// percent signs is another string, and no parser's opinion of it matters.
    /// </summary>
    public static bool TryParse(string value, TopicArn topic, [NotNullWhen(true)] out SigningCertificateUrl? url)
    {
        url = null;
        var rest = value.AsSpan();
        if (!Take(ref rest, "https://sns.") || !Take(ref rest, topic.Region) || !Take(ref rest, ".") || !Take(ref rest, topic.DnsSuffix)
            || !Take(ref rest, "/") || !Take(ref rest, FilePrefix)
            || rest.Length != DigestLength + FileSuffix.Length
            || rest[..DigestLength].ContainsAnyExcept(LowerHex)
            || !rest[DigestLength..].SequenceEqual(FileSuffix))
        {
            return false;
        }

        url = new SigningCertificateUrl(value, topic);
        return true;
    }

    private static bool Take(ref ReadOnlySpan<char> rest, string expected)
    {
        if (!rest.StartsWith(expected, StringComparison.Ordinal))
        {
            return false;
        }

        rest = rest[expected.Length..];
        return true;
    }
}
