using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Reading;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>Looks whether what a revision is deployed from is there. Instances fetch it under a role of their own, so that it is there says nothing of whether they may.</summary>
internal static class BundleReading
{
    // GetObject and HeadObject on an archived object fail with InvalidObjectState ("Understanding archival storage", S3 user guide); GLACIER_IR is read at once.
    private static readonly S3StorageClass[] Archives = [S3StorageClass.Glacier, S3StorageClass.DeepArchive];

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>Whether the bundle of a revision can be deployed at this moment.</summary>
    /// <param name="look">Reads in any account.</param>
    /// <param name="target">The group that it is for.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="deployedAt">When it was deployed, UTC: where CodeDeploy names neither version nor ETag, what was written later may be another bundle. Null where that is not known.</param>
    public static async Task<Usability> BundleAsync(this AwsLook look, CodeDeployTarget target, DeployedRevision revision, DateTimeOffset? deployedAt)
    {
        if (revision is not { Bucket: { } bucket, Key: { } key })
        {
            return new Usability.NotAsked($"whether commit {revision.CommitId} is still in {revision.Repository} on GitHub was not asked: AWS can't tell");
        }

        look = look.In(target.Account);
        var bundle = new Bundle(bucket, key, revision.ObjectVersion);
        try
        {
            return Judge(revision, bundle, deployedAt, await LookAsync(look, bundle, target.Account.Region));
        }
        catch (AwsCallException e)
        {
            return Unseen(bundle, e, target.Account.Roles.Read);
        }
    }

    private static async Task<GetObjectMetadataResponse> LookAsync(AwsLook look, Bundle bundle, string region)
    {
        GetObjectMetadataResponse answer;
        try
        {
            answer = await HeadAsync(look, bundle, region);
        }
        catch (AwsCallException e) when (ElsewhereOf(e) is { } elsewhere && elsewhere != region)
        {
            answer = await HeadAsync(look, bundle, elsewhere);
        }

        look.Saw(
            "s3:GetObject",
            answer,
            [$"{bundle.Url} {answer.VersionId} {answer.ETag} {answer.StorageClass?.Value} {answer.LastModified?.ToString("O", CultureInfo.InvariantCulture)}"],
            ("bundle", bundle.Url),
            ("bytes", answer.ContentLength.ToString(CultureInfo.InvariantCulture)));
        return answer;
    }

    // Whoever asks the wrong region is told the right one in a header, with a redirect or, where the signature names the wrong one, a bad request.
    private static string? ElsewhereOf(AwsCallException e) =>
        AnswerOf(e) is { StatusCode: HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect or HttpStatusCode.BadRequest } ? HeaderOf(e, "x-amz-bucket-region") : null;

    // HeadObject: it answers what GetObject would, without the bundle itself.
    private static Task<GetObjectMetadataResponse> HeadAsync(AwsLook look, Bundle bundle, string region) => look.CallAsync(
        "s3:GetObject",
        $"bundle {bundle.Name}",
        (aws, token) => aws.Buckets(region).GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bundle.Bucket, Key = bundle.Key, VersionId = bundle.Version }, token));

    private static Usability Judge(DeployedRevision revision, Bundle bundle, DateTimeOffset? deployedAt, GetObjectMetadataResponse answer)
    {
        if (revision.ETag?.Trim('"') is { } deployed && answer.ETag?.Trim('"') is { } there && deployed != there)
        {
            return new Usability.Unusable($"another bundle lies at {bundle.Name} now, with ETag {there}, and {revision.Version} was deployed from {deployed}", $"Put the bundle of {revision.Version} back, or go back to another point.");
        }

        if (ArchiveOf(answer) is { } archive)
        {
            return answer.RestoreInProgress == true
                ? new Usability.Unusable($"its bundle {bundle.Name} is being restored from {archive}, and can't be read before that has ended", "Wait for S3 to have restored it, then plan again; or go back to another point.")
                : new Usability.Unusable($"its bundle {bundle.Name} is archived ({archive}), and can't be read unless it is restored", "Have S3 restore it, which can take hours, then plan again; or go back to another point.");
        }

        return revision is { ObjectVersion: null, ETag: null } && answer.LastModified.ToInstant() is { } written && written > deployedAt + Skew
            ? new Usability.NotKnown(
                $"its bundle {bundle.Name} was written at {RestorePointWords.Minute(written)}, after {revision.Version} was deployed from there, and CodeDeploy names neither version nor ETag, so that it may be another one",
                "Find out who wrote it, and what; then vouch for it, or go back to another point.")
            { IsForAPerson = true }
            : new Usability.Usable($"its bundle {bundle.Name} is there");
    }

    private static string? ArchiveOf(GetObjectMetadataResponse answer)
    {
        // A restored copy lies beside the archive until it expires.
        if (answer.RestoreInProgress != true && answer.RestoreExpiration is not null)
        {
            return null;
        }

        return answer.ArchiveStatus?.Value is { Length: > 0 } tier ? tier
            : answer.StorageClass is { } storage && Archives.Contains(storage) ? storage.Value
            : null;
    }

    private static Usability Unseen(Bundle bundle, AwsCallException e, string role)
    {
        var answer = AnswerOf(e);
        const string PutBack = "Put the bundle back, or go back to another point.";
        return answer?.StatusCode switch
        {
            // Of a version that is itself a delete marker S3 says that the method is not allowed (HeadObject, S3 API reference).
            HttpStatusCode.MethodNotAllowed => new Usability.Unusable($"its bundle {bundle.Name} is deleted: that version is a delete marker", PutBack),
            HttpStatusCode.NotFound when HeaderOf(e, "x-amz-delete-marker") == "true" => new Usability.Unusable($"its bundle {bundle.Name} is deleted: a delete marker stands in its place", "Remove the delete marker, or go back to another point."),
            HttpStatusCode.NotFound => new Usability.Unusable($"its bundle {bundle.Name} is gone", PutBack),
            HttpStatusCode.Forbidden when e.Failure.Kind == AwsFailureKind.Denied => new Usability.NotKnown(
                $"its bundle {bundle.Name} could not be seen: AccessDenied (403) to {role}",
                $"Give that role {(bundle.Version is null ? "s3:GetObject" : "s3:GetObjectVersion")} on {ArnOf(bundle, role)}, and s3:ListBucket on the bucket: without it, S3 answers the same for what is gone."),
            HttpStatusCode.BadRequest => new Usability.NotKnown($"its bundle {bundle.Name} could not be seen: {e.Failure.Reason.TrimEnd('.')}", "Look at it in S3: what can't be decrypted, as when its KMS key is disabled, is answered so."),
            _ => new Usability.NotKnown($"its bundle {bundle.Name} could not be seen: {e.Failure.Reason.TrimEnd('.')}", e.Failure.Fix),
        };
    }

    // In the partition of the role that is to see it.
    private static string ArnOf(Bundle bundle, string role) => $"arn:{role.Split(':') switch { [_, var partition, ..] => partition, _ => "aws" }}:s3:::{bundle.Bucket}/{bundle.Key}";

    private static AmazonS3Exception? AnswerOf(AwsCallException e) => e.InnerException as AmazonS3Exception;

    private static string? HeaderOf(AwsCallException e, string name) =>
        AnswerOf(e)?.InnerException is HttpErrorResponseException { Response: { } response } && response.IsHeaderPresent(name) ? response.GetHeaderValue(name) : null;

    private sealed record Bundle(string Bucket, string Key, string? Version)
    {
        public string Url => $"s3://{Bucket}/{Key}";

        public string Name => Version is null ? Url : $"{Url} (version {Version})";
    }
}
