namespace AwsWire;

/// <summary>Says where a member's wire form differs from what its name and protocol imply.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WireAttribute : Attribute
{
    /// <summary>The member's name on the wire.</summary>
    public string? Name { get; init; }

    /// <summary>The element name of a list's items, for lists that don't use the protocol's own ("member").</summary>
    public string? Item { get; init; }

    /// <summary>The name of the path placeholder that the member fills (rest protocols).</summary>
    public string? Path { get; init; }

    /// <summary>The name of the query-string parameter that the member fills (rest protocols).</summary>
    public string? Query { get; init; }
}
