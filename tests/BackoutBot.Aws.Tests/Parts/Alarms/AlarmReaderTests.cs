using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Signals;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Tests.Parts.Alarms;

/// <summary>Whether alarms are raised now.</summary>
public sealed class AlarmReaderTests
{
    private static readonly ResourceKey Asked = AwsResourceKeys.Alarm(CheckoutApi.Account, CheckoutApi.Region, "checkout-api-5xx");
    private static readonly ResourceKey Other = AwsResourceKeys.Alarm(CheckoutApi.Account, CheckoutApi.Region, "checkout-api-latency");

    [Fact]
    public async Task Given_alarms_then_those_are_told_that_were_asked_for_and_are_raised()
    {
        await using var world = await AwsWorld.StartAsync();
        Assert.Empty(await RaisedAsync(world, Asked, Other));

        await world.SetAlarmAsync("checkout-api-5xx", "ALARM", "Threshold Crossed: 1 datapoint was above the threshold.");

        var raised = Assert.Single(await RaisedAsync(world, Asked, Other));
        Assert.Equal((Asked, "checkout-api-5xx"), (raised.Resource, raised.Name));
        Assert.NotNull(raised.Since);
        Assert.Empty(await RaisedAsync(world, new ResourceKey("aws:cloudwatch:1:eu:another")));
    }

    private static Task<IReadOnlyList<RaisedAlarm>> RaisedAsync(AwsWorld world, params ResourceKey[] alarms) =>
        world.Services.GetRequiredService<IAlarmReader>().RaisedAsync(CheckoutApi.Backout, CheckoutApi.Service.Id, alarms, default);
}
