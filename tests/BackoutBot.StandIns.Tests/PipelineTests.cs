using System.Net;
using Amazon;
using Amazon.CloudWatch;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.RDS;
using Amazon.RDS.Model;
using Amazon.Route53;
using Amazon.Route53.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.SimpleNotificationService;
using BackoutBot.StandIns.Tests.Wire;

namespace BackoutBot.StandIns.Tests;

/// <summary>What AWSSDK.Core's pipeline gives each client, once for each wire protocol: retries, timeouts, session credentials, endpoints.</summary>
public sealed class PipelineTests
{
    public static TheoryData<string> Protocols => ["json", "query", "rest-xml", "cbor"];

    [Theory, MemberData(nameof(Protocols))]
    public async Task Given_throttling_when_retries_are_allowed_then_the_second_attempt_succeeds(string protocol)
    {
        await using var server = await WireServer.StartAsync(Error(protocol, "Throttling", 400), Success(protocol));

        await CallAsync(server, protocol, retries: 1);

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(server.Requests[0].Body, server.Requests[1].Body);
        Assert.Contains("attempt=2", server.Requests[1].Headers["amz-sdk-request"], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Given_throttling_when_retries_are_off_then_one_request_is_sent_and_the_code_is_told(string protocol)
    {
        await using var server = await WireServer.StartAsync(Error(protocol, "Throttling", 400));

        var thrown = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => CallAsync(server, protocol));

        Assert.Equal("Throttling", thrown.ErrorCode);
        Assert.Single(server.Requests);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Given_a_gateways_error_page_when_answered_then_the_status_is_told_and_no_code_invented(string protocol)
    {
        await using var server = await WireServer.StartAsync(new WireAnswer(502, "text/html", "<html><body>Bad gateway<br></body></html>"));

        var thrown = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => CallAsync(server, protocol));

        Assert.Equal((HttpStatusCode.BadGateway, null), (thrown.StatusCode, thrown.ErrorCode));
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Given_an_empty_error_when_answered_then_the_status_is_told(string protocol)
    {
        await using var server = await WireServer.StartAsync(new WireAnswer(503, "text/plain", string.Empty));

        var thrown = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => CallAsync(server, protocol));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, thrown.StatusCode);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Given_a_truncated_success_when_read_then_it_is_an_error_and_not_an_empty_answer(string protocol)
    {
        var whole = Success(protocol);
        await using var server = await WireServer.StartAsync(whole with { Missing = 9 });

        await Assert.ThrowsAnyAsync<Exception>(() => CallAsync(server, protocol));
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Given_a_server_that_never_answers_when_the_timeout_passes_then_the_call_ends(string protocol)
    {
        await using var server = await WireServer.StartAsync(Success(protocol) with { Never = true });

        // The SDK's timeout runs on real time: there is no clock to give it.
        await Assert.ThrowsAsync<TimeoutException>(() => CallAsync(server, protocol, timeout: TimeSpan.FromSeconds(2)));

        Assert.Single(server.Requests);
    }

    /// <summary>
    /// AWSSDK.Core takes a dropped connection for a stale one and sends the request again, up to <c>MaxStaleConnectionRetries</c> (10) times
    /// whatever <c>MaxErrorRetry</c> says: a write that must not be doubled needs both at 0.
    /// </summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    public async Task Given_a_lost_response_when_stale_retries_are_set_then_that_alone_decides_how_often_it_is_sent(int staleRetries, int requests)
    {
        await using var server = await WireServer.StartAsync(Success("json") with { Drops = true });
        var config = server.Configure<AmazonCodeDeployConfig>();
        config.MaxStaleConnectionRetries = staleRetries;
        using var client = new AmazonCodeDeployClient(WireServer.Credentials, config);

        await Assert.ThrowsAnyAsync<Exception>(() => client.CreateDeploymentAsync(new CreateDeploymentRequest { ApplicationName = "checkout-api" }));

        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task Given_a_cancelled_token_when_waiting_then_the_call_ends()
    {
        await using var server = await WireServer.StartAsync(Success("json") with { Never = true });
        using var client = new AmazonCodeDeployClient(WireServer.Credentials, server.Configure<AmazonCodeDeployConfig>());
        using var cancel = new CancellationTokenSource();

        var call = client.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = "d-1" }, cancel.Token);
        await server.Arrived;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Given_session_credentials_when_signed_then_the_token_travels()
    {
        await using var server = await WireServer.StartAsync(Success("json"));
        using var client = new AmazonCodeDeployClient(new SessionAWSCredentials("AKIASANDBOX000000001", "sandbox-secret-not-a-secret", "session-token"), server.Configure<AmazonCodeDeployConfig>());

        await client.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = "d-1" });

        Assert.Equal("session-token", server.Request.Headers["X-Amz-Security-Token"]);
        Assert.Equal("eu-west-1/codedeploy", server.Request.Scope);
    }

    [Theory]
    [InlineData("eu-west-1", "codedeploy.eu-west-1.amazonaws.com", "monitoring.eu-west-1.amazonaws.com", "elasticloadbalancing.eu-west-1.amazonaws.com", "rds.eu-west-1.amazonaws.com", "sns.eu-west-1.amazonaws.com", "route53.amazonaws.com")]
    [InlineData("cn-north-1", "codedeploy.cn-north-1.amazonaws.com.cn", "monitoring.cn-north-1.amazonaws.com.cn", "elasticloadbalancing.cn-north-1.amazonaws.com.cn", "rds.cn-north-1.amazonaws.com.cn", "sns.cn-north-1.amazonaws.com.cn", "route53.amazonaws.com.cn")]
    public void Given_a_region_when_resolved_then_each_service_has_its_public_endpoint(string region, string codeDeploy, string cloudWatch, string elb, string rds, string sns, string route53)
    {
        var endpoint = RegionEndpoint.GetBySystemName(region);

        Assert.Equal(codeDeploy, Host(new AmazonCodeDeployConfig { RegionEndpoint = endpoint }));
        Assert.Equal(cloudWatch, Host(new AmazonCloudWatchConfig { RegionEndpoint = endpoint }));
        Assert.Equal(elb, Host(new AmazonElasticLoadBalancingV2Config { RegionEndpoint = endpoint }));
        Assert.Equal(rds, Host(new AmazonRDSConfig { RegionEndpoint = endpoint }));
        Assert.Equal(sns, Host(new AmazonSimpleNotificationServiceConfig { RegionEndpoint = endpoint }));
        Assert.Equal(route53, Host(new AmazonRoute53Config { RegionEndpoint = endpoint }));
    }

    [Fact]
    public void Given_an_endpoint_of_ones_own_when_resolved_then_it_is_taken_as_it_is()
    {
        var config = new AmazonRoute53Config { ServiceURL = "http://127.0.0.1:4566", AuthenticationRegion = "us-east-1" };

        Assert.Equal(new Uri("http://127.0.0.1:4566/"), new Uri(config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new GetChangeRequest())).URL));
    }

    [Fact]
    public void Given_only_the_environment_when_clients_are_made_then_their_region_is_the_environments()
    {
        Environment.SetEnvironmentVariable("AWS_REGION", "eu-west-1");
        AmazonServiceClient[] clients =
        [
            new AmazonCodeDeployClient(), new AmazonCloudWatchClient(), new AmazonElasticLoadBalancingV2Client(),
            new AmazonRDSClient(), new AmazonRoute53Client(), new AmazonSimpleNotificationServiceClient(),
        ];

        foreach (var client in clients)
        {
            using (client)
            {
                Assert.Equal("eu-west-1", client.Config.RegionEndpoint.SystemName);
            }
        }
    }

    [Fact]
    public async Task Given_credentials_in_the_configuration_when_called_through_the_interfaces_then_each_signs_with_them()
    {
        await using var server = await WireServer.StartAsync(new WireAnswer(400, "text/plain", string.Empty));
        using var codeDeploy = Assert.IsAssignableFrom<IAmazonCodeDeploy>(new AmazonCodeDeployClient(Config<AmazonCodeDeployConfig>()));
        using var cloudWatch = Assert.IsAssignableFrom<IAmazonCloudWatch>(new AmazonCloudWatchClient(Config<AmazonCloudWatchConfig>()));
        using var elb = Assert.IsAssignableFrom<IAmazonElasticLoadBalancingV2>(new AmazonElasticLoadBalancingV2Client(Config<AmazonElasticLoadBalancingV2Config>()));
        using var rds = Assert.IsAssignableFrom<IAmazonRDS>(new AmazonRDSClient(Config<AmazonRDSConfig>()));
        using var route53 = Assert.IsAssignableFrom<IAmazonRoute53>(new AmazonRoute53Client(Config<AmazonRoute53Config>()));
        using var sns = Assert.IsAssignableFrom<IAmazonSimpleNotificationService>(new AmazonSimpleNotificationServiceClient(Config<AmazonSimpleNotificationServiceConfig>()));
        Func<Task>[] calls =
        [
            () => codeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = "d-1" }),
            () => cloudWatch.DescribeAlarmsAsync(new Amazon.CloudWatch.Model.DescribeAlarmsRequest()),
            () => elb.DescribeTagsAsync(new Amazon.ElasticLoadBalancingV2.Model.DescribeTagsRequest { ResourceArns = ["arn:x"] }),
            () => rds.DescribeDBSnapshotsAsync(new DescribeDBSnapshotsRequest()),
            () => route53.GetChangeAsync(new GetChangeRequest { Id = "C1" }),
            () => sns.PublishAsync(new Amazon.SimpleNotificationService.Model.PublishRequest { TopicArn = "arn:x", Message = "m" }),
        ];

        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<AmazonServiceException>(call);
        }

        Assert.Equal(
            ["eu-west-1/codedeploy", "eu-west-1/monitoring", "eu-west-1/elasticloadbalancing", "eu-west-1/rds", "eu-west-1/route53", "eu-west-1/sns"],
            server.Requests.Select(request => request.Scope));

        TConfig Config<TConfig>()
            where TConfig : ClientConfig, new()
        {
            var config = server.Configure<TConfig>();
            config.DefaultAWSCredentials = WireServer.Credentials;
            return config;
        }
    }

    private static string Host(ClientConfig config) =>
        new Uri(config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new GetChangeRequest())).URL).Host;

    private static async Task CallAsync(WireServer server, string protocol, int retries = 0, TimeSpan? timeout = null)
    {
        switch (protocol)
        {
            case "json":
                using (var client = new AmazonCodeDeployClient(WireServer.Credentials, Config<AmazonCodeDeployConfig>()))
                {
                    await client.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = "d-1" });
                }
                break;
            case "query":
                using (var client = new AmazonRDSClient(WireServer.Credentials, Config<AmazonRDSConfig>()))
                {
                    await client.DescribeDBInstancesAsync(new DescribeDBInstancesRequest { DBInstanceIdentifier = "checkout-db" });
                }
                break;
            case "cbor":
                // An earlier package may speak query here, and is answered in it.
                using (var client = new AmazonCloudWatchClient(WireServer.Credentials, Config<AmazonCloudWatchConfig>()))
                {
                    await client.DescribeAlarmsAsync(new Amazon.CloudWatch.Model.DescribeAlarmsRequest { AlarmNamePrefix = "checkout-api" });
                }
                break;
            default:
                using (var client = new AmazonRoute53Client(WireServer.Credentials, Config<AmazonRoute53Config>()))
                {
                    await client.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest { HostedZoneId = "Z0SHOPEXAMPLE00001", ChangeBatch = new ChangeBatch { Changes = [] } });
                }
                break;
        }

        TConfig Config<TConfig>()
            where TConfig : ClientConfig, new()
        {
            var config = server.Configure<TConfig>(retries);
            config.Timeout = timeout ?? config.Timeout;
            return config;
        }
    }

    private static WireAnswer Success(string protocol) => protocol switch
    {
        "json" => WireAnswer.Json("""{"deploymentInfo":{"deploymentId":"d-1"}}"""),
        "query" => WireAnswer.Query("DescribeDBInstances", "<DBInstances><DBInstance/></DBInstances>", "http://rds.amazonaws.com/doc/2014-10-31/"),
        "cbor" => CloudWatchWire.Answer([new("NextToken", "more")]),
        _ => WireAnswer.Xml("""<?xml version="1.0"?><ChangeResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeInfo><Id>/change/C1</Id></ChangeInfo></ChangeResourceRecordSetsResponse>"""),
    };

    private static WireAnswer Error(string protocol, string code, int status) => protocol switch
    {
        "json" => WireAnswer.Json($$"""{"__type":"{{code}}","message":"Rate exceeded"}""", status),
        "cbor" => CloudWatchWire.Error(code, $"com.amazon.coral.availability#{code}Exception", status, "Rate exceeded"),
        _ => WireAnswer.XmlError(code, status, "Rate exceeded"),
    };
}
