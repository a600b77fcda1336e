using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Services;

/// <summary>Two accounts behind one origin: whose a call is, its credentials say.</summary>
public sealed class OtherAccountTests : IAsyncLifetime
{
    private const string OwnZone = "/2013-04-01/hostedzone/Z0SHOPEXAMPLE00001/rrset";
    private const string OtherZone = "/2013-04-01/hostedzone/Z0GLOBALEXAMPLE0001/rrset";
    private static readonly string Network = Path.Combine(AppContext.BaseDirectory, "Scenarios", "network.yaml");
    private SandboxHost sandbox = null!;

    public async Task InitializeAsync() => sandbox = await SandboxHost.StartAsync(options => options with { OtherAccounts = [Network] });

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_a_role_of_the_other_account_when_it_is_assumed_then_its_session_sees_only_that_account()
    {
        var network = await AsAsync("210987654321", "bo-exec");
        Assert.Contains("<Name>api.shop-global.example.</Name>", (await network.Route53Async(HttpMethod.Get, OtherZone)).Ok().Body, StringComparison.Ordinal);
        Assert.Equal("NoSuchHostedZone", (await network.Route53Async(HttpMethod.Get, OwnZone)).Code);

        var own = await AsAsync("123456789012", "bo-exec");
        Assert.Contains("<Name>api.shop.example.</Name>", (await own.Route53Async(HttpMethod.Get, OwnZone)).Ok().Body, StringComparison.Ordinal);
        Assert.Equal("NoSuchHostedZone", (await own.Route53Async(HttpMethod.Get, OtherZone)).Code);
    }

    [Fact]
    public async Task Given_a_change_in_the_other_account_when_it_is_looked_at_then_only_that_account_has_it()
    {
        var network = await AsAsync("210987654321", "bo-exec");
        (await network.Route53Async(HttpMethod.Post, OtherZone, xml: """
            <ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Comment>moved</Comment><Changes><Change>
            <Action>UPSERT</Action><ResourceRecordSet><Name>api.shop-global.example.</Name><Type>CNAME</Type><TTL>10</TTL><ResourceRecords><ResourceRecord><Value>elsewhere.example.</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>
            </Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>
            """)).Ok();

        var call = (await sandbox.Http.GetFromJsonAsync<JsonArray>("/_sandbox/accounts/210987654321/calls?mutating=true"))!.Single()!;
        Assert.Equal(("ChangeResourceRecordSets", "arn:aws:iam::210987654321:role/bo-exec"), ((string)call["operation"]!, (string)call["principal"]!["roleArn"]!));
        Assert.Empty(await sandbox.CallsAsync());
        Assert.Contains("elsewhere.example.", await sandbox.Http.GetStringAsync("/_sandbox/accounts/210987654321/state"), StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere.example.", await sandbox.Http.GetStringAsync("/_sandbox/state"), StringComparison.Ordinal);

        sandbox.Advance(2);
        Assert.Equal("INSYNC", (string)(await sandbox.Http.GetFromJsonAsync<JsonNode>("/_sandbox/accounts/210987654321/state"))!["changes"]!.AsArray().Single()!["status"]!);
    }

    [Theory]
    [InlineData("arn:aws:iam::210987654321:role/operators")]
    [InlineData("arn:aws:iam::210987654321:role/nobody")]
    [InlineData("arn:aws:iam::999999999999:role/bo-exec")]
    public async Task Given_a_role_that_is_not_there_or_does_not_trust_the_caller_when_it_is_assumed_then_access_is_denied(string role)
    {
        using var sts = sandbox.Sts();
        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role, RoleSessionName = "bo-1" }));
        Assert.Equal(("AccessDenied", $"User: arn:aws:iam::123456789012:user/backoutbot is not authorized to perform: sts:AssumeRole on resource: {role}"), (refused.ErrorCode, refused.Message));
    }

    [Fact]
    public async Task Given_the_other_account_when_its_user_assumes_a_role_of_the_first_then_access_is_denied()
    {
        using var sts = sandbox.Sts(new Amazon.Runtime.BasicAWSCredentials("AKIASANDBOX000000002", "another-secret-not-a-secret"));
        Assert.Equal("210987654321", (await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest())).Account);
        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::123456789012:role/bo-exec", RoleSessionName = "bo-1" }));
        Assert.Equal("AccessDenied", refused.ErrorCode);
    }

    [Fact]
    public async Task Given_a_fault_in_the_other_account_when_the_first_is_called_then_it_answers()
    {
        using var put = await sandbox.Http.PostAsJsonAsync("/_sandbox/accounts/210987654321/faults", new { service = "route53", operation = "ListResourceRecordSets", kind = "deny" });
        put.EnsureSuccessStatusCode();

        (await (await AsAsync("123456789012", "bo-verify")).Route53Async(HttpMethod.Get, OwnZone)).Ok();
        Assert.Equal("AccessDenied", (await (await AsAsync("210987654321", "bo-verify")).Route53Async(HttpMethod.Get, OtherZone)).Code);
    }

    [Fact]
    public async Task Given_a_session_of_the_other_account_when_the_sandbox_is_started_again_then_it_is_still_its_session()
    {
        var credentials = await AssumeAsync("210987654321", "bo-verify");
        await sandbox.RestartAsync();
        var network = new SignedClient(sandbox.Http, credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken);
        (await network.Route53Async(HttpMethod.Get, OtherZone)).Ok();
    }

    [Fact]
    public void Given_the_same_account_twice_when_it_is_started_then_it_says_so()
    {
        var refused = Assert.Throws<ArgumentException>(() => SandboxApplication.Build(new SandboxOptions { Urls = "http://127.0.0.1:0", DataDirectory = Path.Combine(sandbox.DataDirectory, "twice"), OtherAccounts = [Network, Network] }, TimeProvider.System));
        Assert.StartsWith("Account 210987654321 with the access key AKIASANDBOX000000002 can't be added", refused.Message, StringComparison.Ordinal);
    }

    private async Task<SignedClient> AsAsync(string account, string role)
    {
        var credentials = await AssumeAsync(account, role);
        return new SignedClient(sandbox.Http, credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken);
    }

    private async Task<Credentials> AssumeAsync(string account, string role)
    {
        using var sts = sandbox.Sts();
        return (await sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = $"arn:aws:iam::{account}:role/{role}", RoleSessionName = "bo-1-s1" })).Credentials;
    }
}
