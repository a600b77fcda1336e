using System.Security.Cryptography;
using System.Text;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Parts.CodeDeploy;

namespace BackoutBot.Sandbox.Parts.Buckets;

/// <summary>How the bundles of the revisions stand in S3.</summary>
internal static class Bundles
{
    private static readonly string[] Archives = ["GLACIER", "DEEP_ARCHIVE"];

    public static bool IsGone(AccountState state, Revision revision) => state.BundlesGone.TryGetValue(revision.Version, out var gone) ? gone : revision.Bundle?.Gone == true;

    /// <summary>The ETag of what lies under the revision's key.</summary>
    public static string ETagOf(Revision revision) =>
        revision.Bundle?.ETag ?? revision.ETag ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{revision.Bucket}/{revision.Key}")))[..32];

    public static bool IsArchived(Revision revision) => revision.Bundle is { StorageClass: { } storage, Restore: not "done" } && Archives.Contains(storage);

    /// <summary>Whether an instance that is to get the revision can fetch it: that very version, or that very ETag.</summary>
    public static bool CanBeFetched(AccountState state, Revision revision) =>
        !IsGone(state, revision)
        && !IsArchived(revision)
        && (revision.Bundle is not { DeleteMarker: not null, Version: null })
        && (revision.ETag is null || ETagOf(revision) == revision.ETag);
}
