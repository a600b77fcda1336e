using System.Collections.Concurrent;
using System.Reflection;
using Amazon.Runtime;

namespace AwsWire;

/// <summary>The members of a request, response or model class that travel, in the order of their declaration
/// (the order matters to the XML of Route 53).</summary>
internal sealed class WireShape
{
    private static readonly ConcurrentDictionary<Type, WireShape> Known = new();

    private WireShape(Type type) =>
        Members = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } && IsOfService(property.DeclaringType!))
            .OrderBy(property => property.MetadataToken)
            .Select(property => new WireMember(property))];

    public IReadOnlyList<WireMember> Members { get; }

    public static WireShape Of(Type type) => Known.GetOrAdd(type, static t => new WireShape(t));

    // What the base classes in AWSSDK.Core declare is not sent.
    private static bool IsOfService(Type declaringType) =>
        declaringType.Assembly != typeof(AmazonWebServiceRequest).Assembly;
}
