using System.Globalization;
using System.Xml.Linq;

namespace BackoutBot.Sandbox.Wire;

/// <summary>Members of XML results.</summary>
internal static class Xml
{
    /// <summary>A scalar member, or nothing when it has no value.</summary>
    public static XElement? Field(string name, object? value) => value switch
    {
        null => null,
        DateTimeOffset at => new XElement(name, Text(at)),
        _ => new XElement(name, value),
    };

    /// <summary>The members of a structure.</summary>
    public static object?[] Members(Structure structure) => [.. structure.Select(member => member.Value switch
    {
        IReadOnlyList<string> list => List(member.Key, list),
        IReadOnlyList<double> list => List(member.Key, list.Select(number => number.ToString("R", CultureInfo.InvariantCulture))),
        IReadOnlyList<DateTimeOffset> list => List(member.Key, list.Select(Text)),
        Structure inner => new XElement(member.Key, Members(inner)),
        IReadOnlyList<Structure> list => Structures(member.Key, list.Select(Members)),
        var value => Field(member.Key, value),
    })];

    /// <summary>A list of scalars.</summary>
    public static XElement List(string name, IEnumerable<string> values, string item = "member") => new(name, values.Select(v => new XElement(item, v)));

    /// <summary>A list of structures, each given by its members.</summary>
    public static XElement Structures(string name, IEnumerable<object?[]> items, string item = "member") => new(name, items.Select(members => new XElement(item, members)));

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
