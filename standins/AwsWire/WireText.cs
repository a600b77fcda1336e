using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Amazon.Runtime;

namespace AwsWire;

/// <summary>Scalars to and from the text that the query and XML protocols carry.</summary>
internal static class WireText
{
    private static readonly ConcurrentDictionary<Type, MethodInfo> Finders = new();

    public static bool IsScalar(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(double)
            || type == typeof(DateTime) || typeof(ConstantClass).IsAssignableFrom(type);
    }

    public static string Format(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    /// <summary>Reads a value of <paramref name="type"/>; an empty text is no value, except for a string.</summary>
    public static object? Parse(string text, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return text;
        }
        text = text.Trim();
        if (text.Length == 0)
        {
            return null;
        }
        if (type == typeof(DateTime))
        {
            return DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
        }
        return typeof(ConstantClass).IsAssignableFrom(type) ? Constant(text, type) : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
    }

    /// <summary>The constant of class <paramref name="type"/> with that value; one that this library does not know yet is made.</summary>
    public static object Constant(string value, Type type) =>
        Finders.GetOrAdd(type, static t => t.GetMethod("FindValue", [typeof(string)])!).Invoke(null, [value])!;
}
