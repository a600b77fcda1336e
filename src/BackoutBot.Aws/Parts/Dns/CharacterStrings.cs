using System.Text;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>
/// The text of a TXT record. Route 53 has it as strings in quotation marks, each of 255 characters at most, with octal escapes for what can't
/// be printed ("TXT record type", Route 53 Developer Guide); who reads it puts the strings together.
/// </summary>
internal static class CharacterStrings
{
    /// <summary>The strings as the one text that they are; null where it is no sequence of strings.</summary>
    public static string? Joined(string value)
    {
        var text = new StringBuilder(value.Length);
        var at = 0;
        while (at < value.Length)
        {
            if (value[at] is ' ' or '\t')
            {
                at++;
                continue;
            }

            if (value[at] != '"' || End(value, at + 1, text) is not { } end)
            {
                return null;
            }

            at = end;
        }

        return text.ToString();
    }

    /// <summary>Reads one string, and returns where what follows it begins; null where it does not end.</summary>
    private static int? End(string value, int at, StringBuilder into)
    {
        while (at < value.Length)
        {
            switch (value[at])
            {
                case '"':
                    return at + 1;
                case '\\' when DomainName.Octet(value, at + 1) is { } octet:
                    into.Append((char)octet);
                    at += 4;
                    break;
                case '\\' when at + 1 < value.Length:
                    into.Append(value[at + 1]);
                    at += 2;
                    break;
                default:
                    into.Append(value[at]);
                    at++;
                    break;
            }
        }

        return null;
    }
}
