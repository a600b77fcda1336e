using System.Net;
using System.Net.Sockets;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>Brings the values of records into one spelling: what DNS answers alike compares alike, however somebody wrote it.</summary>
internal static class RecordValue
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>The value in the one spelling; never sent to Route 53, which is told of a record what it said itself.</summary>
    public static string Spelled(string type, string value) => type switch
    {
        "AAAA" => IPAddress.TryParse(value, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 ? address.ToString() : value,
        "CNAME" or "NS" or "PTR" => DomainName.Readable(value),
        "MX" => Named(value, fields: 2, at: 1),
        "SRV" => Named(value, fields: 4, at: 3),
        "SVCB" or "HTTPS" => Named(value, fields: null, at: 1),
        "TXT" or "SPF" => CharacterStrings.Joined(value) ?? value,
        _ => value,
    };

    // Fields with blanks between them, of which one is a name.
    private static string Named(string value, int? fields, int at)
    {
        var parts = value.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length <= at || (fields is { } wanted && parts.Length != wanted))
        {
            return value;
        }

        parts[at] = DomainName.Readable(parts[at]);
        return string.Join(' ', parts);
    }
}
