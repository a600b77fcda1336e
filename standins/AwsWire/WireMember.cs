using System.Collections;
using System.Reflection;

namespace AwsWire;

/// <summary>One member of a <see cref="WireShape"/>.</summary>
internal sealed class WireMember
{
    private readonly PropertyInfo _property;

    public WireMember(PropertyInfo property)
    {
        _property = property;
        var wire = property.GetCustomAttribute<WireAttribute>();
        Name = wire?.Name ?? property.Name;
        JsonName = wire?.Name ?? char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
        Item = wire?.Item;
        Path = wire?.Path;
        Query = wire?.Query;
        Type = property.PropertyType;
    }

    public string Name { get; }

    /// <summary>Like <see cref="Name"/>, by the convention of json 1.1 services: the first letter is small.</summary>
    public string JsonName { get; }

    public string? Item { get; }

    public string? Path { get; }

    public string? Query { get; }

    public Type Type { get; }

    public bool InBody => Path is null && Query is null;

    public object? Get(object owner) => _property.GetValue(owner);

    public void Set(object owner, object? value) => _property.SetValue(owner, value);

    /// <summary>The type of the items when <paramref name="type"/> is a list, else null.</summary>
    public static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) ? type.GetGenericArguments()[0] : null;

    public static IList NewList(Type itemType) => (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(itemType))!;
}
