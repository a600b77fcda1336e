using BackoutBot.Aws.Parts.FrontDoor;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Checklists;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Tests.Parts.FrontDoor;

/// <summary>How a Route 53 health check sees the service.</summary>
public sealed class HealthCheckTests
{
    private const string Id = "5ca1ab1e-0000-4000-8000-000000000001";

    [Fact]
    [Judges("12.1", CheckStatus.Pass, "more than 18 % of the checkers of the Route 53 health check reach the service")]
    [Judges("12.1", CheckStatus.Fail, "no more than 18 % of the checkers of the Route 53 health check reach the service")]
    [Judges("12.1", CheckStatus.Unknown, "too few checkers of the Route 53 health check have looked since all that the backout had put up was gone")]
    public async Task Given_a_page_that_came_and_went_when_it_is_to_be_proven_then_only_looks_since_count()
    {
        await using var world = await WorldAsync();
        var first = await DoorAsync(world);
        Assert.Equal((CheckStatus.Pass, $"16 of 16 checkers of the health check {Id} reach the service."), (first.Status, first.Summary));

        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOnAction.ActionName));
        world.Advance(120);
        var shown = await DoorAsync(world);
        Assert.Equal(CheckStatus.Fail, shown.Status);
        Advised.By(shown.Fix, "Wait for the application, or see in Route 53 what the checkers say.");

        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOffAction.ActionName));
        var gone = world.Clock.GetUtcNow();
        world.Advance(45);
        var early = await DoorAsync(world, gone);
        Assert.Equal(CheckStatus.Unknown, early.Status);
        Advised.By(early.Fix, "Wait for its checkers to look again; see in Route 53 whether they do.");
        world.Advance(75);
        Assert.Equal(CheckStatus.Pass, (await DoorAsync(world, gone)).Status);
    }

    [Theory]
    [Judges("12.1", CheckStatus.Unknown, "the Route 53 health check is disabled, inverted or calculated from others")]
    [InlineData("type: HTTPS", "type: CALCULATED\n    children: [another]", "looks at no endpoint itself")]
    [InlineData("type: HTTPS", "type: HTTPS\n    inverted: true", "is inverted")]
    [InlineData("type: HTTPS", "type: HTTPS\n    disabled: true", "is disabled")]
    public async Task Given_a_health_check_that_does_not_look_when_checked_then_it_proves_nothing(string old, string changed, string why)
    {
        await using var world = await WorldAsync(scenario => WithAnother(scenario).Replace(old + "\n", changed + "\n", StringComparison.Ordinal));
        var result = await DoorAsync(world);
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains(why, result.Summary, StringComparison.Ordinal);

        Advised.By(result.Fix, "Name another health check, of the service's endpoint, in aws.frontDoor.healthCheck; or say another way there.");
        world.Catalogue.Become(Seen("another"));
        Assert.Equal(CheckStatus.Pass, (await DoorAsync(world)).Status);
    }

    private static async Task<AwsWorld> WorldAsync(Func<string, string>? scenario = null)
    {
        var world = await AwsWorld.StartAsync(scenario);
        world.Catalogue.Become(Seen(Id));
        return world;
    }

    private static AwsService Seen(string by) => CheckoutApi.With<HealthCheckFrontDoor>(new HealthCheckFrontDoor(by) { Id = "frontDoor", Account = CheckoutApi.Own });

    private static string WithAnother(string scenario) => scenario.Replace("healthChecks:\n", "healthChecks:\n  - { id: another, type: HTTP, host: api.shop.example, path: /healthz, intervalSeconds: 30, threshold: 3, checkers: [us-east-1, eu-west-1] }\n", StringComparison.Ordinal);

    private static async Task<CheckResult> DoorAsync(AwsWorld world, DateTimeOffset? since = null)
    {
        var check = world.Services.GetServices<ICheck>().OfType<Item12_1_HealthCheck>().Single();
        return (await check.RunAsync(new CheckContext(CheckoutApi.Backout, CheckoutApi.Service, null, []) { ProvesSince = since }, CancellationToken.None))!;
    }
}
