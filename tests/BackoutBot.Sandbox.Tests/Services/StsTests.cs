using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Services;

public sealed class StsTests : IAsyncLifetime
{
    private const string Exec = "arn:aws:iam::123456789012:role/bo-exec";
    private SandboxHost sandbox = null!;

    public async Task InitializeAsync() => sandbox = await SandboxHost.StartAsync();

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_the_base_credential_when_it_assumes_a_role_then_the_session_is_that_role()
    {
        using var sts = sandbox.Sts();
        Assert.Equal("arn:aws:iam::123456789012:user/backoutbot", (await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest())).Arn);

        var assumed = await sts.AssumeRoleAsync(new AssumeRoleRequest
        {
            RoleArn = Exec,
            RoleSessionName = "bo-7-s2",
            SourceIdentity = "alice",
            DurationSeconds = 900,
            Tags = [new Tag { Key = "backout", Value = "BO-7" }, new Tag { Key = "approver1", Value = "bob" }],
        });
        Assert.Equal("arn:aws:sts::123456789012:assumed-role/bo-exec/bo-7-s2", assumed.AssumedRoleUser.Arn);
        Assert.Equal("alice", assumed.SourceIdentity);
        Assert.InRange(assumed.Credentials.Expiration!.Value.ToUniversalTime() - sandbox.Clock.GetUtcNow().UtcDateTime, TimeSpan.FromSeconds(898), TimeSpan.FromSeconds(900));

        using var session = sandbox.Sts(assumed.Credentials);
        var identity = await session.GetCallerIdentityAsync(new GetCallerIdentityRequest());
        Assert.Equal(("123456789012", assumed.AssumedRoleUser.Arn), (identity.Account, identity.Arn));
    }

    [Fact]
    public async Task Given_tags_and_source_identity_when_the_session_writes_then_the_log_tells_who()
    {
        var credentials = await sandbox.AssumeAsync("bo-exec", ("backout", "BO-7"), ("approver1", "bob"));
        var exec = new SignedClient(sandbox.Http, credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken);
        (await exec.QueryAsync("sns", "Publish", ("TopicArn", "arn:aws:sns:eu-west-1:123456789012:shop-announcements"), ("Message", "m"))).Ok();

        var principal = (await sandbox.CallsAsync()).Single()!["principal"]!;
        Assert.Equal(Exec, (string)principal["roleArn"]!);
        Assert.Equal("bo-1-s1", (string)principal["sessionName"]!);
        Assert.Equal("alice", (string)principal["sourceIdentity"]!);
        Assert.Equal("bob", (string)principal["sessionTags"]!["approver1"]!);
    }

    [Theory]
    [InlineData("arn:aws:iam::123456789012:role/nobody", "bo-1", 900, "AccessDenied")]
    [InlineData(Exec, "a b", 900, "ValidationError")]
    [InlineData(Exec, "bo-1", 60, "ValidationError")]
    [InlineData(Exec, "bo-1", 7200, "ValidationError")]
    public async Task Given_a_request_that_cannot_be_met_when_assuming_then_it_is_refused(string role, string session, int seconds, string code)
    {
        using var sts = sandbox.Sts();
        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role, RoleSessionName = session, DurationSeconds = seconds }));
        Assert.Equal(code, refused.ErrorCode);
    }

    [Fact]
    public async Task Given_a_role_with_an_external_id_when_assumed_without_it_then_access_is_denied()
    {
        var file = Path.Combine(sandbox.DataDirectory, "scenario.yaml");
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Scenarios", "checkout-api.yaml"));
        await File.WriteAllTextAsync(file, text.Replace("  - name: bo-exec\n", "  - name: bo-exec\n    externalId: shop-7f3a\n", StringComparison.Ordinal));
        await sandbox.RestartAsync(o => o with { ScenarioPath = file });

        using var sts = sandbox.Sts();
        var request = new AssumeRoleRequest { RoleArn = Exec, RoleSessionName = "bo-1" };
        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => sts.AssumeRoleAsync(request));
        Assert.Equal("AccessDenied", refused.ErrorCode);
        request.ExternalId = "shop-7f3a";
        Assert.NotNull((await sts.AssumeRoleAsync(request)).Credentials);
    }

    [Fact]
    public async Task Given_a_session_policy_that_denies_everything_when_the_session_calls_then_it_is_denied_what_its_role_may()
    {
        using var sts = sandbox.Sts();
        var request = new AssumeRoleRequest { RoleArn = Exec, RoleSessionName = "bo-1", Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""" };
        var assumed = (await sts.AssumeRoleAsync(request)).Credentials;
        var nobody = new SignedClient(sandbox.Http, assumed.AccessKeyId, assumed.SecretAccessKey, assumed.SessionToken);
        Assert.Equal("AccessDenied", (await nobody.QueryAsync("rds", "DescribeDBInstances")).Code);
        (await (await sandbox.AsAsync("bo-exec")).QueryAsync("rds", "DescribeDBInstances")).Ok();
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"rds:*","Resource":"*"}]}""")]
    public async Task Given_another_session_policy_when_assuming_then_it_is_refused_and_not_half_obeyed(string policy)
    {
        using var sts = sandbox.Sts();
        var refused = await Assert.ThrowsAsync<MalformedPolicyDocumentException>(() => sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = Exec, RoleSessionName = "bo-1", Policy = policy }));
        Assert.Equal("MalformedPolicyDocument", refused.ErrorCode);
    }

    [Fact]
    public async Task Given_a_session_when_it_assumes_another_role_then_access_is_denied()
    {
        using var sts = sandbox.Sts(await sandbox.AssumeAsync("bo-verify"));
        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = Exec, RoleSessionName = "bo-1" }));
        Assert.Equal("AccessDenied", refused.ErrorCode);
    }
}
