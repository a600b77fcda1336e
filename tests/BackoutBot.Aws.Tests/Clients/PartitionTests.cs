using Amazon.Route53;
using Amazon.Route53.Model;
using Amazon.Runtime.Endpoints;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;
using Microsoft.Extensions.Options;

namespace BackoutBot.Aws.Tests.Clients;

/// <summary>Each partition of AWS has a Route 53 of its own.</summary>
public sealed class PartitionTests
{
    [Theory]
    [InlineData("eu-west-1", "https://route53.amazonaws.com/", "us-east-1")]
    [InlineData("cn-north-1", "https://route53.amazonaws.com.cn/", "cn-northwest-1")]
    [InlineData("us-gov-east-1", "https://route53.us-gov.amazonaws.com/", "us-gov-west-1")]
    public void Given_an_account_of_a_partition_when_its_records_are_read_then_the_partition_s_own_Route_53_is_asked(string region, string endpoint, string signedFor)
    {
        var clients = new AwsClients(Options.Create(new AwsOptions()), new ScriptedBan(), TimeProvider.System);

        var config = Assert.IsType<AmazonRoute53Config>(clients.Reader(CheckoutApi.Own with { Region = region }, CheckoutApi.Backout).Dns.Config);

        Assert.Equal(signedFor, config.RegionEndpoint.SystemName);
        Assert.Equal(endpoint, new Uri(config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new ListResourceRecordSetsRequest())).URL).ToString());
    }
}
