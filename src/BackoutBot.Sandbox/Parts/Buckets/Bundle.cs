namespace BackoutBot.Sandbox.Parts.Buckets;

/// <summary>What has become of a revision's bundle in S3. Without any of it, it lies where it was put, as it was put there.</summary>
internal sealed class Bundle
{
    /// <summary>Somebody deleted it, and the bucket keeps no versions.</summary>
    public bool Gone { get; init; }

    /// <summary>The version of the bundle, where the bucket keeps versions.</summary>
    public string? Version { get; init; }

    /// <summary>The version of the delete marker by which somebody deleted it; the bundle's own version is still there.</summary>
    public string? DeleteMarker { get; init; }

    /// <summary>The ETag of what lies under its key now, where that is another one.</summary>
    public string? ETag { get; init; }

    /// <summary>As S3 spells it, such as DEEP_ARCHIVE; STANDARD where the key is missing.</summary>
    public string? StorageClass { get; init; }

    /// <summary>How far it is restored from an archive: <c>ongoing</c> or <c>done</c>; not at all where the key is missing.</summary>
    public string? Restore { get; init; }

    /// <summary>The region of its bucket; the account's where the key is missing.</summary>
    public string? Region { get; init; }
}
