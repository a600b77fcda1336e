using System.Diagnostics;

namespace BackoutBot.Runtime.Diagnostics;

/// <summary>The traces: one from the request that brought a message to the calls that it led to.</summary>
public static class BackoutTracing
{
    /// <summary>The name to listen for.</summary>
    public const string SourceName = "BackoutBot";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins a span that continues the stored trace; null where nobody listens.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="traceParent">The W3C trace context that it continues; null begins a trace.</param>
    /// <param name="kind">How it relates to what it continues.</param>
    internal static Activity? Continue(string name, string? traceParent, ActivityKind kind = ActivityKind.Internal) =>
        ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var parent)
            ? Source.StartActivity(name, kind, parent)
            : Source.StartActivity(name, kind);
}
