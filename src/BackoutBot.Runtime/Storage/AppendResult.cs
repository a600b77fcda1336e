using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;

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

    /// <summary>Another open backout works on what was to be claimed; nothing was written.</summary>
    /// <param name="By">That backout, and on what.</param>
    public sealed record Held(ResourceHolder By) : AppendResult;
}
