using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Parts.Buckets;

/// <summary>What S3 says of the bundles.</summary>
public sealed class HeadObjectTests
{
    private const string Path = "/shop-artifacts/checkout-api/v2.3.1.zip";
    private const string ETag = "eTag: 5f1c0d7d2c6b4b1e9a3c0e8f7a6b5c4d\n";

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("localhost", false)]
    public async Task Given_a_bundle_when_the_real_client_asks_for_it_by_path_or_by_host_then_it_is_described(string host, bool byPath)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        using var s3 = await ClientAsync(sandbox, host, byPath);

        var seen = await s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = "shop-artifacts", Key = "checkout-api/v2.3.1.zip" });

        Assert.Equal(("\"5f1c0d7d2c6b4b1e9a3c0e8f7a6b5c4d\"", 4L << 20, (string?)null), (seen.ETag, seen.ContentLength, seen.StorageClass?.Value));
        Assert.True(seen.LastModified < sandbox.Clock.GetUtcNow().UtcDateTime.AddDays(-300));
    }

    [Fact]
    public async Task Given_a_key_that_needs_encoding_when_the_real_client_asks_for_it_then_its_path_was_encoded_once()
    {
        await using var sandbox = await StartAsync("key: checkout-api/v2.3.1.zip", "key: \"checkout-api/v2.3.1 ü+(a)=b.zip\"");
        using var s3 = await ClientAsync(sandbox, "127.0.0.1", byPath: true);
        Assert.Equal(HttpStatusCode.OK, (await s3.GetObjectMetadataAsync("shop-artifacts", "checkout-api/v2.3.1 ü+(a)=b.zip")).HttpStatusCode);
    }

    [Fact]
    public async Task Given_a_bundle_that_is_gone_when_it_is_asked_for_then_only_who_may_list_the_bucket_is_told()
    {
        await using var sandbox = await StartAsync(ETag, $"{ETag}    bundle: {{ gone: true }}\n");
        var may = await (await sandbox.AsAsync("bo-verify")).HeadAsync(Path);
        Assert.Equal((404, ""), (may.Status, may.Body));
        Assert.Contains("x-amz-request-id", may.Headers.Keys);

        await using var narrow = await StartAsync([(ETag, $"{ETag}    bundle: {{ gone: true }}\n"), ("      - \"s3:ListBucket\"\n", "")]);
        Assert.Equal(403, (await (await narrow.AsAsync("bo-verify")).HeadAsync(Path)).Status);
        Assert.Equal(200, (await (await narrow.AsAsync("bo-verify")).HeadAsync("/shop-artifacts/checkout-api/v2.4.0.zip")).Status);
    }

    [Fact]
    public async Task Given_a_role_without_the_permission_when_it_asks_then_it_is_refused_whatever_is_there()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var exec = await sandbox.AsAsync("bo-exec");
        Assert.Equal((403, ""), ((await exec.HeadAsync(Path)).Status, (await exec.HeadAsync(Path)).Body));
        var call = (await sandbox.CallsAsync(mutating: false)).Last()!;
        Assert.Equal(("HeadObject", "AccessDenied"), ((string)call["operation"]!, (string)call["outcome"]!));
        Assert.Contains("s3:GetObject on resource: arn:aws:s3:::shop-artifacts/checkout-api/v2.3.1.zip", (string)call["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_bundle_that_somebody_removes_by_hand_and_puts_back_when_it_is_asked_for_then_it_is_so()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var verify = await sandbox.AsAsync("bo-verify");
        await PutAsync(sandbox, "v2.3.1", gone: true);
        Assert.Equal(404, (await verify.HeadAsync(Path)).Status);
        await sandbox.RestartAsync();
        verify = await sandbox.AsAsync("bo-verify");
        Assert.Equal(404, (await verify.HeadAsync(Path)).Status);
        await PutAsync(sandbox, "v2.3.1", gone: false);
        Assert.Equal(200, (await verify.HeadAsync(Path)).Status);
        using var refused = await sandbox.Http.PutAsync("/_sandbox/bundles/v9?gone=true", null);
        Assert.Equal(400, (int)refused.StatusCode);
    }

    [Theory]
    [InlineData("", 404, true)]
    [InlineData("versionId=first", 200, false)]
    [InlineData("versionId=marker", 405, true)]
    [InlineData("versionId=other", 404, false)]
    public async Task Given_a_delete_marker_over_a_version_when_each_is_asked_for_then_the_version_is_still_there(string query, int status, bool isMarked)
    {
        await using var sandbox = await StartAsync(ETag, $"{ETag}    bundle: {{ version: first, deleteMarker: marker }}\n");
        var answer = await (await sandbox.AsAsync("bo-verify")).HeadAsync(Path, query);
        Assert.Equal((status, isMarked), (answer.Status, answer.Headers.GetValueOrDefault("x-amz-delete-marker") == "true"));
    }

    [Theory]
    [InlineData("storageClass: DEEP_ARCHIVE", "DEEP_ARCHIVE", null)]
    [InlineData("storageClass: GLACIER, restore: ongoing", "GLACIER", true)]
    [InlineData("storageClass: GLACIER, restore: done", "GLACIER", false)]
    public async Task Given_an_archived_bundle_when_the_real_client_asks_for_it_then_it_is_told_how_far_it_is_restored(string bundle, string storage, bool? isRestoring)
    {
        await using var sandbox = await StartAsync(ETag, $"{ETag}    bundle: {{ {bundle} }}\n");
        using var s3 = await ClientAsync(sandbox, "127.0.0.1", byPath: true);
        var seen = await s3.GetObjectMetadataAsync("shop-artifacts", "checkout-api/v2.3.1.zip");
        Assert.Equal((storage, isRestoring == true, isRestoring == false), (seen.StorageClass.Value, seen.RestoreInProgress == true, seen.RestoreExpiration is not null));
    }

    [Fact]
    public async Task Given_a_bucket_in_another_region_when_it_is_asked_for_then_the_answer_names_that_region_and_there_it_is()
    {
        await using var sandbox = await StartAsync(ETag, $"{ETag}    bundle: {{ region: us-east-1 }}\n");
        var session = await sandbox.AssumeAsync("bo-verify");
        var here = await new SignedClient(sandbox.Http, session.AccessKeyId, session.SecretAccessKey, session.SessionToken).HeadAsync(Path);
        Assert.Equal((301, "us-east-1"), (here.Status, here.Headers["x-amz-bucket-region"]));
        var there = new SignedClient(sandbox.Http, session.AccessKeyId, session.SecretAccessKey, session.SessionToken) { Region = "us-east-1" };
        Assert.Equal(200, (await there.HeadAsync(Path)).Status);
    }

    [Fact]
    public async Task Given_a_request_whose_hash_of_the_body_is_missing_or_wrong_when_it_is_sent_then_S3_refuses_it()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var verify = await sandbox.AsAsync("bo-verify");
        Assert.Equal(400, (await verify.HeadAsync(Path, digest: "")).Status);
        Assert.Equal(400, (await verify.HeadAsync(Path, digest: new string('0', 64))).Status);
        Assert.Equal(200, (await verify.HeadAsync(Path, digest: "UNSIGNED-PAYLOAD")).Status);
        Assert.Equal(["InvalidRequest", "XAmzContentSHA256Mismatch", "ok"], (await sandbox.CallsAsync(mutating: false)).TakeLast(3).Select(call => (string)call!["outcome"]!));
    }

    [Fact]
    public async Task Given_what_is_not_simulated_when_it_is_asked_for_then_it_is_refused_and_not_half_obeyed()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var verify = await sandbox.AsAsync("bo-verify");
        Assert.Equal(501, (await verify.HeadAsync(Path, headers: ("if-match", "x"))).Status);
        Assert.Equal(400, (await verify.HeadAsync(Path, "partNumber=1")).Status);
        Assert.Equal(501, (await verify.HeadAsync("/shop-artifacts")).Status);
        Assert.Equal(404, (await verify.HeadAsync("/no-such-bucket/key")).Status);
    }

    [Theory]
    [InlineData("throttle", 503)]
    [InlineData("fail", 500)]
    [InlineData("deny", 403)]
    public async Task Given_a_fault_when_it_hits_then_it_has_the_status_that_S3_gives_it(string kind, int status)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var verify = await sandbox.AsAsync("bo-verify");
        await sandbox.FaultAsync("s3", "HeadObject", kind);
        Assert.Equal(status, (await verify.HeadAsync(Path)).Status);
        Assert.Equal(200, (await verify.HeadAsync(Path)).Status);
    }

    [Theory]
    [InlineData("gone: true")]
    [InlineData("storageClass: DEEP_ARCHIVE")]
    [InlineData("eTag: 00000000000000000000000000000000")]
    public async Task Given_a_bundle_that_can_not_be_fetched_when_it_is_deployed_then_the_deployment_fails_on_the_first_instance_and_brings_it_nowhere(string bundle)
    {
        await using var sandbox = await StartAsync("eTag: 7e6d5c4b3a291807f6e5d4c3b2a19080\n", $"eTag: 7e6d5c4b3a291807f6e5d4c3b2a19080\n    bundle: {{ {bundle} }}\n");
        var exec = await sandbox.AsAsync("bo-exec");
        var id = (string)(await exec.CodeDeployAsync("CreateDeployment", """{"applicationName":"checkout-api","deploymentGroupName":"checkout-api-prod","autoRollbackConfiguration":{"enabled":false},"revision":{"revisionType":"S3","s3Location":{"bucket":"shop-artifacts","key":"checkout-api/v2.5.0.zip"}}}""")).Ok().Json["deploymentId"]!;
        sandbox.Advance(20);

        var deployment = (await exec.CodeDeployAsync("GetDeployment", $$"""{"deploymentId":"{{id}}"}""")).Ok().Json["deploymentInfo"]!;
        Assert.Equal(("Failed", "HEALTH_CONSTRAINTS", 0, 1), ((string)deployment["status"]!, (string)deployment["errorInformation"]!["code"]!, (int)deployment["deploymentOverview"]!["Succeeded"]!, (int)deployment["deploymentOverview"]!["Failed"]!));
        Assert.All((await sandbox.StateAsync())["instances"]!.AsArray(), instance => Assert.Equal(("v2.3.1", "healthy"), ((string)instance!["version"]!, (string)instance["target"]!)));
    }

    private static Task<SandboxHost> StartAsync(string shipped, string changed) => StartAsync([(shipped, changed)]);

    private static Task<SandboxHost> StartAsync((string Shipped, string Changed)[] changes) => SandboxHost.StartAsync(options =>
    {
        var path = System.IO.Path.Combine(options.DataDirectory, "changed.yaml");
        var text = File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "Scenarios", "checkout-api.yaml"));
        foreach (var (shipped, changed) in changes)
        {
            Assert.Contains(shipped, text, StringComparison.Ordinal);
            text = text.Replace(shipped, changed, StringComparison.Ordinal);
        }

        File.WriteAllText(path, text);
        return options with { ScenarioPath = path };
    });

    private static async Task PutAsync(SandboxHost sandbox, string version, bool gone)
    {
        using var answer = await sandbox.Http.PutAsync($"/_sandbox/bundles/{version}?gone={(gone ? "true" : "false")}", null);
        Assert.Equal(204, (int)answer.StatusCode);
    }

    private static async Task<AmazonS3Client> ClientAsync(SandboxHost sandbox, string host, bool byPath) => new(
        await sandbox.AssumeAsync("bo-verify"),
        new AmazonS3Config
        {
            ServiceURL = $"http://{host}:{sandbox.Http.BaseAddress!.Port}",
            AuthenticationRegion = "eu-west-1",
            ForcePathStyle = byPath,
            MaxErrorRetry = 0,
            HttpClientFactory = new Loopback(),
        });

    /// <summary>Finds every name at the loopback address, as a resolver does for names under <c>localhost</c> where it knows of them.</summary>
    private sealed class Loopback : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
    }
}
