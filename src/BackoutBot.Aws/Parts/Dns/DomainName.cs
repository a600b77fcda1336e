using System.Text;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>Names as people write them, of what Route 53 answers ("DNS domain name format", Route 53 developer guide).</summary>
internal static class DomainName
{
    /// <summary>
    /// In lower case, with the last dot, and with the characters that Route 53 escapes as they are: it answers <c>*.shop.example</c> as
    /// <c>\052.shop.example.</c>, and takes both. What would be read otherwise stays escaped: a dot within a label, a backslash, a space
    /// and what can't be printed.
    /// </summary>
    public static string Readable(string name)
    {
        var text = new StringBuilder(name.Length + 1);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '\\' && Octet(name, i + 1) is > ' ' and <= '~' and not '.' and not '\\' and var octet)
            {
                text.Append((char)octet);
                i += 3;
            }
            else
            {
                text.Append(name[i]);
            }
        }

        if (name.Length > 0 && name[^1] != '.')
        {
            text.Append('.');
        }

        return text.ToString().ToLowerInvariant();
    }

    /// <summary>The octet that three octal digits stand for; null where there are none.</summary>
    public static int? Octet(string name, int at) =>
        at + 3 <= name.Length && name[at] is >= '0' and <= '3' && name[at + 1] is >= '0' and <= '7' && name[at + 2] is >= '0' and <= '7'
            ? ((name[at] - '0') << 6) | ((name[at + 1] - '0') << 3) | (name[at + 2] - '0')
            : null;
}
