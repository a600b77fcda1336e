namespace AwsWire;

/// <summary>The HTTP binding of a request class; only rest protocols have one for each operation.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class WireOperationAttribute(string method, string path) : Attribute
{
    public string Method { get; } = method;

    /// <summary>The path with its placeholders, like <c>/2013-04-01/change/{Id}</c>.</summary>
    public string Path { get; } = path;
}
