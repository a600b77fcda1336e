using System.Net.Http.Headers;
using System.Text;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Signing;

public sealed class SignatureTests : IAsyncLifetime
{
    private SandboxHost sandbox = null!;

    public async Task InitializeAsync() => sandbox = await SandboxHost.StartAsync();

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_no_signature_when_called_then_each_protocol_refuses_in_its_own_shape()
    {
        using var query = await sandbox.Http.PostAsync("/", new StringContent("Action=GetCallerIdentity&Version=2011-06-15", Encoding.UTF8, "application/x-www-form-urlencoded"));
        var xml = await Answer.OfAsync(query);
        Assert.Equal((403, "ErrorResponse", "MissingAuthenticationToken", "Sender"), (xml.Status, xml.Xml.Name.LocalName, xml.Code, xml.Text("Type")));
        Assert.Equal(xml.Text("RequestId"), xml.RequestId);

        using var json = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent("{}") };
        json.Headers.Add("X-Amz-Target", "CodeDeploy_20141006.GetDeployment");
        using var jsonAnswer = await sandbox.Http.SendAsync(json);
        var refused = await Answer.OfAsync(jsonAnswer);
        Assert.Equal((400, "MissingAuthenticationTokenException"), (refused.Status, refused.Code));

        using var rest = await sandbox.Http.GetAsync("/2013-04-01/change/C1");
        var restAnswer = await Answer.OfAsync(rest);
        Assert.Equal(403, restAnswer.Status);
        Assert.Equal("https://route53.amazonaws.com/doc/2013-04-01/", restAnswer.Xml.Name.NamespaceName);
    }

    [Fact]
    public async Task Given_a_wrong_secret_when_the_real_client_calls_then_the_signature_does_not_match()
    {
        using var sts = sandbox.Sts(new BasicAWSCredentials(SandboxHost.BaseKey, "another secret"));
        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest()));
        Assert.Equal("SignatureDoesNotMatch", refused.ErrorCode);
        Assert.Equal(403, (int)refused.StatusCode);
        Advised.By(refused.Message, "Check your AWS Secret Access Key and signing method.");

        using var mended = sandbox.Sts(new BasicAWSCredentials(SandboxHost.BaseKey, SandboxHost.BaseSecret));
        Assert.NotNull((await mended.GetCallerIdentityAsync(new GetCallerIdentityRequest())).Arn);
    }

    [Fact]
    public async Task Given_a_body_changed_after_signing_when_called_then_the_signature_does_not_match()
    {
        var client = new SignedClient(sandbox.Http, SandboxHost.BaseKey, SandboxHost.BaseSecret)
        {
            Tamper = request => request.Content = new StringContent("Action=GetCallerIdentity&Version=2011-06-15&x=1", MediaTypeHeaderValue.Parse("application/x-www-form-urlencoded")),
        };
        Assert.Equal("SignatureDoesNotMatch", (await client.QueryAsync("sts", "GetCallerIdentity")).Code);
    }

    [Fact]
    public async Task Given_a_header_that_was_not_signed_when_it_could_decide_then_it_is_refused()
    {
        var client = new SignedClient(sandbox.Http, SandboxHost.BaseKey, SandboxHost.BaseSecret) { Tamper = request => request.Headers.Add("X-Amz-Target", "CodeDeploy_20141006.StopDeployment") };
        Assert.Equal("SignatureDoesNotMatch", (await client.QueryAsync("sts", "GetCallerIdentity")).Code);
    }

    [Fact]
    public async Task Given_an_unknown_key_or_token_when_called_then_the_token_is_invalid()
    {
        var stranger = new SignedClient(sandbox.Http, "AKIANOBODY0000000001", "x");
        Assert.Equal("InvalidClientTokenId", (await stranger.QueryAsync("sts", "GetCallerIdentity")).Code);

        var session = await sandbox.AssumeAsync("bo-exec");
        var without = new SignedClient(sandbox.Http, session.AccessKeyId, session.SecretAccessKey);
        Assert.Equal("UnrecognizedClientException", (await without.CodeDeployAsync("GetDeployment", "{}")).Code);
        var wrong = new SignedClient(sandbox.Http, session.AccessKeyId, session.SecretAccessKey, session.SessionToken[..^4] + "AAAA");
        Assert.Equal("InvalidClientTokenId", (await wrong.QueryAsync("rds", "DescribeDBInstances")).Code);
    }

    [Fact]
    public async Task Given_expired_credentials_when_called_then_each_protocol_says_so()
    {
        var client = await sandbox.AsAsync("bo-verify");
        (await client.QueryAsync("rds", "DescribeDBInstances")).Ok();
        sandbox.Advance(3600);
        Assert.Equal((403, "ExpiredToken"), await Refusal(client.QueryAsync("rds", "DescribeDBInstances")));
        Assert.Equal((400, "ExpiredTokenException"), await Refusal(client.CodeDeployAsync("GetDeployment", "{}")));
        Assert.Equal((403, "ExpiredToken"), await Refusal(client.Route53Async(HttpMethod.Get, "/2013-04-01/change/C1")));
    }

    [Theory]
    [InlineData(-16, "Signature expired")]
    [InlineData(16, "Signature not yet current")]
    public async Task Given_a_signature_of_another_time_when_called_then_it_is_refused(int minutes, string why)
    {
        var client = new SignedClient(sandbox.Http, SandboxHost.BaseKey, SandboxHost.BaseSecret) { SignedAt = TimeProvider.System.GetUtcNow().AddMinutes(minutes) };
        var answer = await client.QueryAsync("sts", "GetCallerIdentity");
        Assert.Equal("SignatureDoesNotMatch", answer.Code);
        Assert.StartsWith(why, answer.Text("Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_another_region_when_called_then_the_scope_is_refused()
    {
        var client = new SignedClient(sandbox.Http, SandboxHost.BaseKey, SandboxHost.BaseSecret) { Region = "us-west-2" };
        var answer = await client.QueryAsync("sts", "GetCallerIdentity");
        Assert.Contains("Credential should be scoped to a valid region", answer.Text("Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_the_base_credential_when_it_does_more_than_assume_roles_then_access_is_denied()
    {
        var client = new SignedClient(sandbox.Http, SandboxHost.BaseKey, SandboxHost.BaseSecret);
        Assert.Equal((403, "AccessDenied"), await Refusal(client.QueryAsync("rds", "DescribeDBInstances")));
        Assert.Equal((400, "AccessDeniedException"), await Refusal(client.CodeDeployAsync("GetDeployment", """{"deploymentId":"d-SHOPV2310"}""")));
    }

    [Fact]
    public async Task Given_the_verify_role_when_it_writes_then_each_protocol_denies_in_its_own_shape()
    {
        var verify = await sandbox.AsAsync("bo-verify");
        var stop = await verify.CodeDeployAsync("StopDeployment", """{"deploymentId":"d-SHOPV2310"}""");
        Assert.Equal((400, "AccessDeniedException"), (stop.Status, stop.Code));
        Assert.StartsWith("User: arn:aws:sts::123456789012:assumed-role/bo-verify/bo-1-s1 is not authorized to perform: codedeploy:StopDeployment on resource: arn:aws:codedeploy:", (string)stop.Json["Message"]!, StringComparison.Ordinal);
        Assert.Equal((403, "AccessDenied"), await Refusal(verify.QueryAsync("elasticloadbalancing", "DeleteRule", ("RuleArn", "arn:x"))));
        Assert.Equal((403, "AccessDenied"), await Refusal(verify.Route53Async(HttpMethod.Post, "/2013-04-01/hostedzone/Z0SHOPEXAMPLE00001/rrset/", xml: "<x/>")));
        Assert.Equal((403, "AuthorizationError"), await Refusal(verify.QueryAsync("sns", "Publish", ("TopicArn", "arn:x"), ("Message", "m"))));
    }

    [Fact]
    public async Task Given_another_service_when_called_then_it_says_what_it_simulates()
    {
        var client = new SignedClient(sandbox.Http, SandboxHost.BaseKey, SandboxHost.BaseSecret) { Tamper = request => request.Headers.Remove("x") };
        Assert.Equal("InvalidAction", (await client.QueryAsync("sts", "GetSessionToken")).Code);
        var verify = await sandbox.AsAsync("bo-verify");
        Assert.Equal("UnknownOperationException", (await verify.CodeDeployAsync("DeleteApplication", "{}")).Code);
        Assert.Equal(404, (await verify.Route53Async(HttpMethod.Get, "/2013-04-01/healthcheck/1")).Status);
    }

    private static async Task<(int Status, string Code)> Refusal(Task<Answer> call)
    {
        var answer = await call;
        return (answer.Status, answer.Code);
    }
}
