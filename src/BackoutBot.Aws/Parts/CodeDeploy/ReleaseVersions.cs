namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>Makes of a revision's place what people call it.</summary>
public static class ReleaseVersions
{
    private const int ShortCommit = 7;
    private static readonly string[] Archives = [".tar.gz", ".zip", ".tgz", ".tar", ".jar", ".war"];

    /// <summary><c>checkout-api/v2.4.0.zip</c> is <c>v2.4.0</c>: the last part of the S3 key without the archive's ending.</summary>
    public static string OfKey(string key)
    {
        var name = key.TrimEnd('/');
        name = name[(name.LastIndexOf('/') + 1)..];
        foreach (var ending in Archives)
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return name[..^ending.Length];
            }
        }

        return name.Length > 0 ? name : key;
    }

    /// <summary>A commit is called by its first seven digits, as Git does.</summary>
    public static string OfCommit(string commit) => commit.Length > ShortCommit ? commit[..ShortCommit] : commit;
}
