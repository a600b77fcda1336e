using Amazon.Runtime;

namespace AwsWire;

/// <summary>What an error response said.</summary>
internal sealed record WireError(string? Code, string? Message, ErrorType Type, string? RequestId)
{
    public static WireError Unreadable { get; } = new(null, null, ErrorType.Unknown, null);
}
