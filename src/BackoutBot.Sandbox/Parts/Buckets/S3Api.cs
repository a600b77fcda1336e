using System.Globalization;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Parts.CodeDeploy;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Parts.Buckets;

/// <summary>Amazon S3, API version 2006-03-01: the bundles of the revisions, and of each what HeadObject says.</summary>
internal sealed class S3Api(Scenario scenario)
{
    private const long Size = 4 << 20;
    private static readonly TimeSpan Age = TimeSpan.FromDays(365);

    public AwsApi Describe() => new()
    {
        SigningName = "s3",
        Name = "s3",
        Protocol = WireProtocol.S3,
        Version = "2006-03-01",
        AnyRegion = true,
        Operations =
        [
            // "You need the relevant read object (or version) permission for this operation": HeadObject has none of its own.
            new("HeadObject", Mutating: false, ["versionId"], HeadObject)
            {
                Permission = request => request.Query!["versionId"] is null ? "GetObject" : "GetObjectVersion",
                Resource = request => $"arn:{scenario.Partition}:s3:::{request.Path["Bucket"]}/{request.Path["Key"]}",
            },
        ],
    };

    private HeadersReply HeadObject(OperationCall call)
    {
        var (bucket, key, version) = (call.Request.Path["Bucket"], call.Request.Path["Key"], call.Query["versionId"]);
        var inBucket = scenario.Revisions.FindAll(revision => revision.Bucket == bucket);
        if (inBucket.Count == 0)
        {
            throw new AwsException("NoSuchBucket", "The specified bucket does not exist", 404);
        }

        var region = inBucket[0].Bundle?.Region ?? scenario.Region;
        if (call.Request.Path["Region"] != region)
        {
            throw new AwsException("PermanentRedirect", "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.", 301)
            {
                Headers = [("x-amz-bucket-region", region)],
            };
        }

        if (inBucket.Find(revision => revision.Key == key) is not { } found || Bundles.IsGone(call.State, found))
        {
            throw Absent(call, version is null ? "NoSuchKey" : "NoSuchVersion");
        }

        return found.Bundle switch
        {
            { DeleteMarker: { } marker } when version is null => throw Absent(call, "NoSuchKey", ("x-amz-delete-marker", "true"), ("x-amz-version-id", marker)),
            { DeleteMarker: { } marker } when version == marker => throw new AwsException("MethodNotAllowed", "The specified method is not allowed against this resource.", 405) { Headers = [("x-amz-delete-marker", "true"), ("x-amz-version-id", marker)] },
            _ when version is not null && version != (found.Bundle?.Version ?? "null") => throw Absent(call, "NoSuchVersion"),
            _ => Described(found, call.State),
        };
    }

    // "If you don't have the s3:ListBucket permission, Amazon S3 returns an HTTP status code 403 error."
    private AwsException Absent(OperationCall call, string code, params (string Name, string Value)[] headers) => call.Principal.May("s3:ListBucket")
        ? new AwsException(code, code == "NoSuchKey" ? "The specified key does not exist." : "The specified version does not exist.", 404) { Headers = headers }
        : new AwsException("AccessDenied", $"User: {call.Principal.Arn} is not authorized to perform: s3:ListBucket on resource: \"arn:{scenario.Partition}:s3:::{call.Request.Path["Bucket"]}\" because no identity-based policy allows the s3:ListBucket action", 403);

    private static HeadersReply Described(Revision revision, AccountState state)
    {
        List<(string, string)> headers =
        [
            ("ETag", $"\"{Bundles.ETagOf(revision)}\""),
            ("Last-Modified", (state.CreatedAt - Age).UtcDateTime.ToString("R", CultureInfo.InvariantCulture)),
            ("Accept-Ranges", "bytes"),
            ("Content-Type", "application/zip"),
            ("x-amz-server-side-encryption", "AES256"),
        ];
        if (revision.Bundle?.Version is { } version)
        {
            headers.Add(("x-amz-version-id", version));
        }

        // S3 names every class but STANDARD.
        if (revision.Bundle?.StorageClass is { } storage and not "STANDARD")
        {
            headers.Add(("x-amz-storage-class", storage));
        }

        if (revision.Bundle?.Restore is { } restore)
        {
            headers.Add(("x-amz-restore", restore == "done"
                ? $"ongoing-request=\"false\", expiry-date=\"{state.CreatedAt.AddYears(1).UtcDateTime.ToString("R", CultureInfo.InvariantCulture)}\""
                : "ongoing-request=\"true\""));
        }

        return new HeadersReply(headers, Size);
    }
}
