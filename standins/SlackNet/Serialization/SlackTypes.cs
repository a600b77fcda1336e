using System.Collections.Concurrent;
using System.Reflection;
using Newtonsoft.Json.Serialization;

namespace SlackNet;

/// <summary>Which class stands for a type of Slack's.</summary>
internal static class SlackTypes
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, Type>> Known = new();
    private static readonly SnakeCaseNamingStrategy Naming = new();

    /// <summary>The class of that name that is a <paramref name="parent"/>, or <paramref name="parent"/> where there is none.</summary>
    public static Type Find(Type parent, string slackType) =>
        slackType is not null && Known.GetOrAdd(parent, Below).TryGetValue(slackType, out var type) ? type : parent;

    private static Dictionary<string, Type> Below(Type parent)
    {
        var found = new Dictionary<string, Type>(StringComparer.Ordinal);
        foreach (var type in parent.Assembly.ExportedTypes.Where(type => type.IsClass && parent.IsAssignableFrom(type)))
        {
            foreach (var name in NamesOf(type))
            {
                found[name] = type;
            }
        }

        return found;
    }

    private static string[] NamesOf(Type type)
    {
        string[] given = [.. type.GetCustomAttributes<WireTypeAttribute>().Select(attribute => attribute.TypeIdentifier)];
        return given.Length > 0 ? given : [Naming.GetPropertyName(type.Name, hasSpecifiedName: false)];
    }
}
