using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using BackoutBot.Core.Releases;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>A CodeDeploy revision in S3 or GitHub, as it is kept in restore points and plans.</summary>
/// <param name="Bucket">The S3 bucket; null for GitHub.</param>
/// <param name="Key">The S3 key; null for GitHub.</param>
/// <param name="BundleType">The kind of archive, such as <c>zip</c>; null for GitHub.</param>
/// <param name="ObjectVersion">The S3 object's version; null where none was given.</param>
/// <param name="ETag">The S3 object's ETag; null where none was given.</param>
/// <param name="Repository">The GitHub repository, <c>owner/name</c>; null for S3.</param>
/// <param name="CommitId">The commit; null for S3.</param>
internal sealed record DeployedRevision(string? Bucket, string? Key, string? BundleType, string? ObjectVersion, string? ETag, string? Repository, string? CommitId)
{
    /// <summary>What people call it.</summary>
    [JsonIgnore]
    public string Version => Key is not null ? ReleaseVersions.OfKey(Key) : ReleaseVersions.OfCommit(CommitId!);

    /// <summary>Null for what is neither in S3 nor on GitHub: AppSpec content of Lambda and ECS has its own action.</summary>
    public static DeployedRevision? From(RevisionLocation? location) => location switch
    {
        { S3Location: { Bucket: { } bucket, Key: { } key } s3 } => new DeployedRevision(bucket, key, s3.BundleType?.Value, Given(s3.Version), Given(s3.ETag), null, null),
        { GitHubLocation: { Repository: { } repository, CommitId: { } commit } } => new DeployedRevision(null, null, null, null, null, repository, commit),
        _ => null,
    };

    public RevisionLocation ToLocation() => Key is not null
        ? new RevisionLocation
        {
            RevisionType = RevisionLocationType.S3,
            S3Location = new S3Location { Bucket = Bucket, Key = Key, BundleType = BundleType, Version = ObjectVersion, ETag = ETag },
        }
        : new RevisionLocation
        {
            RevisionType = RevisionLocationType.GitHub,
            GitHubLocation = new GitHubLocation { Repository = Repository, CommitId = CommitId },
        };

    /// <summary>The same as AWS's command line takes it.</summary>
    public JsonObject ToStructure() => Key is not null
        ? new JsonObject { ["revisionType"] = "S3", ["s3Location"] = Filled(("bucket", Bucket), ("key", Key), ("bundleType", BundleType), ("version", ObjectVersion), ("eTag", ETag)) }
        : new JsonObject { ["revisionType"] = "GitHub", ["gitHubLocation"] = Filled(("repository", Repository), ("commitId", CommitId)) };

    /// <summary>The part that a deployment group has in its service's release.</summary>
    public ReleaseComponent ToComponent(string application, string deploymentGroup) => new(
        CodeDeployTarget.ComponentOf(application, deploymentGroup),
        Key is not null ? $"s3://{Bucket}/{Key} {ObjectVersion} {ETag}".TrimEnd() : $"github:{Repository}@{CommitId}",
        Version);

    /// <summary>Whether both are the same release. Version and ETag are compared where both have one: CodeDeploy does not always tell them.</summary>
    public bool IsSameAs(DeployedRevision? other) =>
        other is not null
        && Bucket == other.Bucket && Key == other.Key && Repository == other.Repository && CommitId == other.CommitId
        && (ObjectVersion is null || other.ObjectVersion is null || ObjectVersion == other.ObjectVersion)
        && (ETag is null || other.ETag is null || ETag == other.ETag);

    private static JsonObject Filled(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var filled = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                filled[name] = value;
            }
        }

        return filled;
    }

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
