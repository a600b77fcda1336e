using System.Net.Http.Json;
using Amazon.Route53;
using Amazon.Route53.Model;
using Amazon.Runtime.Endpoints;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using Microsoft.Extensions.Options;

namespace BackoutBot.Aws.Tests.Clients;

/// <summary>Each partition of AWS has a Route 53 of its own, and its ARNs name it.</summary>
public sealed class PartitionTests
{
    [Theory]
    [InlineData("eu-west-1", "https://route53.amazonaws.com/", "us-east-1")]
    [InlineData("cn-north-1", "https://route53.amazonaws.com.cn/", "cn-northwest-1")]
    [InlineData("us-gov-east-1", "https://route53.us-gov.amazonaws.com/", "us-gov-west-1")]
    public void Given_an_account_of_a_partition_when_its_records_are_read_then_the_partition_s_own_Route_53_is_asked(string region, string endpoint, string signedFor)
    {
        var clients = new AwsClients(Options.Create(new AwsOptions()), new ScriptedBan(), new SomeInstallation(), TimeProvider.System);

        var config = Assert.IsType<AmazonRoute53Config>(clients.Reader(CheckoutApi.Own with { Region = region }, CheckoutApi.Backout).Dns.Config);

        Assert.Equal(signedFor, config.RegionEndpoint.SystemName);
        Assert.Equal(endpoint, new Uri(config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new ListResourceRecordSetsRequest())).URL).ToString());
    }

    [Theory]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    public async Task Given_a_service_in_another_partition_when_its_record_was_moved_then_it_is_put_back_there(string region, string partition)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Replace("eu-west-1", region, StringComparison.Ordinal).Replace("arn:aws:", $"arn:{partition}:", StringComparison.Ordinal));
        var own = CheckoutApi.Own with { Region = region, Roles = new AwsRoles($"arn:{partition}:iam::123456789012:role/bo-verify", $"arn:{partition}:iam::123456789012:role/bo-exec", null) };
        world.Catalogue.Become(CheckoutApi.Resources.As(own));
        var restorePoint = await world.CaptureAsync(Route53RevertAction.ActionName);
        using var moved = await world.Http.PutAsJsonAsync("/_sandbox/records", new { name = "api.shop.example.", type = "CNAME", ttl = 10, values = new[] { "checkout-v240.shop.example." } });
        moved.EnsureSuccessStatusCode();

        var execution = await world.ApprovedAsync(Route53RevertAction.ActionName, restorePoint);
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution)));

        Assert.Equal("checkout-v231.shop.example.", await world.RecordAsync());
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("1.1")).Status);
    }
}
