using System.Text;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Parts.Dns;

/// <summary>
/// Names as Route 53 takes and returns them ("DNS domain name format", developer guide): a character may be given as a backslash with three
/// octal digits; all but a-z, 0-9, hyphen and underscore come back so, letters come back small, and the final dot is always there.
/// </summary>
internal static class RecordName
{
    /// <exception cref="AwsException">The name has characters that must be escaped, or an escape that is none.</exception>
    public static string Normalize(string name) => TryNormalize(name, out var normal)
        ? normal
        : throw new AwsException("InvalidInput", Fault(name));

    public static bool TryNormalize(string name, out string normal)
    {
        var text = new StringBuilder(name.Length + 1);
        var position = 0;
        while (position < name.Length)
        {
            if (name[position] == '.')
            {
                text.Append('.');
                position++;
            }
            else if (Read(name, ref position) is { } octet)
            {
                text.Append(Write(octet));
            }
            else
            {
                normal = string.Empty;
                return false;
            }
        }

        // An escaped dot at the end belongs to the label.
        normal = text.ToString().TrimEnd('.') + ".";
        return true;
    }

    public static string Fault(string name) => $"FATAL problem: UnsupportedCharacter (Value contains unsupported characters) encountered with '{name}'";

    /// <summary>The characters themselves: what Route 53 sorts by.</summary>
    public static string Unescaped(string normal)
    {
        var text = new StringBuilder(normal.Length);
        var position = 0;
        while (position < normal.Length)
        {
            text.Append(normal[position] == '.' ? normal[position++] : (char)Read(normal, ref position)!.Value);
        }

        return text.ToString();
    }

    private static int? Read(string name, ref int position)
    {
        if (name[position] != '\\')
        {
            return name[position] is > ' ' and <= '~' ? name[position++] : null;
        }

        var digits = name.AsSpan(position + 1, Math.Min(3, name.Length - position - 1));
        if (digits.Length < 3 || digits.ContainsAnyExceptInRange('0', '7') || digits[0] > '3')
        {
            return null;
        }

        position += 4;
        return ((digits[0] - '0') << 6) | ((digits[1] - '0') << 3) | (digits[2] - '0');
    }

    private static string Write(int octet)
    {
        var character = char.ToLowerInvariant((char)octet);
        return octet <= '~' && (char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? character.ToString()
            : "\\" + Convert.ToString(octet, 8).PadLeft(3, '0');
    }
}

/// <summary>Where a record stands in Route 53's order: by the labels of its name from the last to the first, then type, then identifier.</summary>
internal sealed record RecordKey(string Name, string Type, string Identifier)
{
    private readonly string[] labels = [.. Name.TrimEnd('.').Split('.').Reverse().Select(RecordName.Unescaped)];

    public static RecordKey Of(RecordState record) => new(record.Name, record.Type, record.SetIdentifier ?? "");

    /// <returns>Below 0 when this stands before the other, above 0 when after.</returns>
    public int Compare(RecordKey other)
    {
        for (var i = 0; i < Math.Min(labels.Length, other.labels.Length); i++)
        {
            if (string.CompareOrdinal(labels[i], other.labels[i]) is not 0 and var difference)
            {
                return difference;
            }
        }

        if (labels.Length != other.labels.Length)
        {
            return labels.Length - other.labels.Length;
        }

        return string.CompareOrdinal(Type, other.Type) is not 0 and var types ? types : string.CompareOrdinal(Identifier, other.Identifier);
    }
}
