using BackoutBot.Aws.Parts.FrontDoor;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Checklists;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Tests.Parts.FrontDoor;

/// <summary>How a Route 53 health check sees the service.</summary>
public sealed class HealthCheckTests
{
    private const string Id = "5ca1ab1e-0000-4000-8000-000000000001";

    [Fact]
    public async Task Given_a_page_that_came_and_went_when_it_is_to_be_proven_then_only_looks_since_count()
    {
        await using var world = await WorldAsync();
        Assert.Equal((CheckStatus.Pass, $"16 of 16 checkers of the health check {Id} reach the service."), await DoorAsync(world));

        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOnAction.ActionName));
        world.Advance(120);
        Assert.Equal(CheckStatus.Fail, (await DoorAsync(world)).Status);

        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOffAction.ActionName));
        var gone = world.Clock.GetUtcNow();
        world.Advance(45);
        Assert.Equal(CheckStatus.Unknown, (await DoorAsync(world, gone)).Status);
        world.Advance(75);
        Assert.Equal(CheckStatus.Pass, (await DoorAsync(world, gone)).Status);
    }

    [Theory]
    [InlineData("type: HTTPS", "type: CALCULATED", "looks at no endpoint itself")]
    [InlineData("type: HTTPS", "type: HTTPS\n    inverted: true", "is inverted")]
    [InlineData("type: HTTPS", "type: HTTPS\n    disabled: true", "is disabled")]
    public async Task Given_a_health_check_that_does_not_look_when_checked_then_it_proves_nothing(string old, string changed, string why)
    {
        await using var world = await WorldAsync(scenario => scenario.Replace(old + "\n", changed + "\n", StringComparison.Ordinal));
        var (status, summary) = await DoorAsync(world);
        Assert.Equal(CheckStatus.Unknown, status);
        Assert.Contains(why, summary, StringComparison.Ordinal);
    }

    private static async Task<AwsWorld> WorldAsync(Func<string, string>? scenario = null)
    {
        var world = await AwsWorld.StartAsync(scenario);
        world.Catalogue.Become(CheckoutApi.With<HealthCheckFrontDoor>(new HealthCheckFrontDoor(Id) { Id = "frontDoor", Account = CheckoutApi.Own }));
        return world;
    }

    private static async Task<(CheckStatus Status, string Summary)> DoorAsync(AwsWorld world, DateTimeOffset? since = null)
    {
        var check = world.Services.GetServices<ICheck>().OfType<Item12_1_HealthCheck>().Single();
        var result = (await check.RunAsync(new CheckContext(CheckoutApi.Backout, CheckoutApi.Service, null, []) { ProvesSince = since }, CancellationToken.None))!;
        return (result.Status, result.Summary);
    }
}
