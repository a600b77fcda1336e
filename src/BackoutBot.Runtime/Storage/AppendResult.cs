using BackoutBot.Core.Ids;

namespace BackoutBot.Runtime.Storage;

/// <summary>What came of an append.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>It is on disk.</summary>
    public sealed record Appended : AppendResult
    {
        /// <summary>The one instance.</summary>
        public static Appended Instance { get; } = new();
    }

    /// <summary>Somebody else appended first; nothing was written. Decide again on fresh state.</summary>
    /// <param name="Version">The version that the backout is at.</param>
    public sealed record Stale(long Version) : AppendResult;

    /// <summary>The service has an open backout already; nothing was written.</summary>
    /// <param name="Open">That backout.</param>
    public sealed record Occupied(BackoutId Open) : AppendResult;
}
