using BackoutBot.Aws.Parts.FrontDoor;
using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Tests.Parts.LoadBalancing;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Checklists;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Tests.Parts.FrontDoor;

/// <summary>How the service is seen by what its targets answer, as CloudWatch counts it.</summary>
public sealed class TargetAnswersTests
{
    [Fact]
    [Judges("12.1", CheckStatus.Pass, "as many of the requests of the last five whole minutes as the plan file wants were answered by the targets with 2xx")]
    public async Task Given_requests_since_the_page_was_gone_when_their_minute_is_known_then_they_prove_it()
    {
        await using var world = await WorldAsync();
        await AskAsync(world, 5);
        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOnAction.ActionName));
        await AskAsync(world, 3);
        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOffAction.ActionName));
        var gone = world.Clock.GetUtcNow();
        await AskAsync(world, 7);

        // The minute in which the page was gone began before, so nothing of it counts.
        world.Advance(59);
        Assert.Equal(CheckStatus.Unknown, (await DoorAsync(world, gone)).Status);
        world.Advance(2);
        await AskAsync(world, 40);
        world.Advance(118);
        Assert.Equal(CheckStatus.Unknown, (await DoorAsync(world, gone)).Status);

        world.Advance(2);
        var proof = await DoorAsync(world, gone);
        Assert.Equal(CheckStatus.Pass, proof.Status);
        Assert.StartsWith("40 of 40 requests to checkout-api-prod were answered with 2xx in the minutes before ", proof.Summary, StringComparison.Ordinal);
    }

    [Fact]
    [Judges("12.1", CheckStatus.Unknown, "no request to the targets was counted in the last five whole minutes")]
    public async Task Given_nobody_who_asks_when_checked_then_it_is_not_known_and_the_advice_helps()
    {
        await using var world = await WorldAsync();
        world.Advance(600);
        var quiet = await DoorAsync(world);
        Assert.Equal((CheckStatus.Unknown, "No request to checkout-api-prod has been counted yet that tells how it answers now."), (quiet.Status, quiet.Summary));
        Advised.By(quiet.Fix, "Wait about three minutes for what customers ask to be counted; if nobody asks, ask as a customer would.");

        await AskAsync(world, 1);
        world.Advance(180);
        Assert.Equal(CheckStatus.Pass, (await DoorAsync(world)).Status);

        // What was asked long ago tells nothing of now.
        world.Advance(600);
        Assert.Equal(CheckStatus.Unknown, (await DoorAsync(world)).Status);
    }

    [Fact]
    public async Task Given_a_page_alone_when_checked_then_its_503_is_nobodys_answer()
    {
        await using var world = await WorldAsync();
        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOnAction.ActionName));
        await AskAsync(world, 10);
        world.Advance(180);
        Assert.Equal(CheckStatus.Unknown, (await DoorAsync(world)).Status);
    }

    [Fact]
    [Judges("12.1", CheckStatus.Fail, "fewer of the requests of the last five whole minutes were answered by the targets with 2xx than the plan file wants")]
    public async Task Given_a_bad_release_when_its_targets_answer_with_errors_then_it_fails_however_little_is_asked_for()
    {
        await using var world = await WorldAsync(scenario => scenario.Replace("    stallsAfter: 4\n", "", StringComparison.Ordinal), atLeast: 1);
        await world.BreakAsync();
        world.Advance(60);
        await AskAsync(world, 4);
        world.Advance(180);
        var bad = await DoorAsync(world, world.Clock.GetUtcNow().AddSeconds(-245));
        Assert.Equal(CheckStatus.Fail, bad.Status);
        Assert.Contains("0 of 4 requests to checkout-api-prod were answered with 2xx and 4 with 5xx", bad.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_second_target_group_that_is_gone_when_checked_then_it_is_not_known()
    {
        await using var world = await WorldAsync();
        world.Catalogue.Become(Service(95, new ServiceTargetGroup(CheckoutApi.TargetGroup) { Id = "checkout-api-prod", Account = CheckoutApi.Own }, new ServiceTargetGroup(CheckoutApi.TargetGroup.Replace("73e2", "84f3", StringComparison.Ordinal)) { Id = "other", Account = CheckoutApi.Own }));
        Assert.Equal(CheckStatus.Unknown, (await DoorAsync(world)).Status);
    }

    [Fact]
    public async Task Given_a_target_group_that_no_load_balancer_sends_requests_to_when_it_is_attached_or_the_service_seen_in_another_way_then_it_is_known()
    {
        string Detached(string scenario) => scenario.Replace("loadbalancer/app/", "loadbalancer/net/", StringComparison.Ordinal);
        await using (var world = await WorldAsync(Detached))
        {
            Advised.By((await DoorAsync(world)).Fix, "Attach the target group to the load balancer, or say in aws.frontDoor another way to see the service.");

            world.Catalogue.Become(CheckoutApi.With<HttpFrontDoor>(new HttpFrontDoor(new Uri("https://api.shop.example/"), null, 200, null, null, null, null) { Id = "frontDoor", Account = CheckoutApi.Own }));
            var other = world.Services.GetServices<ICheck>().OfType<Item12_1_FrontDoor>().Single();
            Assert.Equal(CheckStatus.Pass, (await other.RunAsync(new CheckContext(CheckoutApi.Backout, CheckoutApi.Service, null, []), CancellationToken.None))!.Status);
        }

        await using var attached = await WorldAsync();
        await AskAsync(attached, 1);
        attached.Advance(180);
        Assert.Equal(CheckStatus.Pass, (await DoorAsync(attached)).Status);
    }

    [Fact]
    public async Task Given_no_permission_when_checked_then_it_is_not_known_and_the_call_is_named()
    {
        await using var world = await WorldAsync();
        await world.FaultAsync("cloudwatch", "GetMetricData", "deny");
        var denied = await DoorAsync(world);
        Assert.Equal(CheckStatus.Unknown, denied.Status);
        Assert.Contains("cloudwatch:GetMetricData", denied.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_an_idle_group_of_a_pair_when_checked_then_only_the_one_that_is_asked_counts()
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Second("healthy").Forward((LoadBalancerScenario.Blue, 1), (LoadBalancerScenario.Green, 0)));
        world.Catalogue.Become(Service(95, [.. LoadBalancerScenario.Pair.Of<ServiceTargetGroup>()]));
        await AskAsync(world, 4);
        world.Advance(180);
        var result = await DoorAsync(world);
        Assert.Equal(CheckStatus.Pass, result.Status);
        Assert.DoesNotContain("checkout-api-green", result.Summary, StringComparison.Ordinal);
    }

    private static Resources.AwsService Service(int atLeast, params ServiceTargetGroup[] groups)
    {
        var service = CheckoutApi.With<MetricFrontDoor>(new MetricFrontDoor(atLeast) { Id = "frontDoor", Account = CheckoutApi.Own });
        return groups.Length == 0 ? service : service with { Resources = [.. service.Resources.Where(one => one is not ServiceTargetGroup), .. groups] };
    }

    // At the beginning of a minute.
    private static async Task<AwsWorld> WorldAsync(Func<string, string>? scenario = null, int atLeast = 95)
    {
        var world = await AwsWorld.StartAsync(scenario);
        world.Catalogue.Become(Service(atLeast));
        world.Advance((60_001 - (world.Clock.GetUtcNow().ToUnixTimeMilliseconds() % 60_000)) / 1000d);
        return world;
    }

    private static async Task AskAsync(AwsWorld world, int times)
    {
        for (var i = 0; i < times; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/basket");
            request.Headers.Host = "api.shop.example";
            using var answer = await world.Http.SendAsync(request);
        }
    }

    private static async Task<CheckResult> DoorAsync(AwsWorld world, DateTimeOffset? since = null)
    {
        var check = world.Services.GetServices<ICheck>().OfType<Item12_1_TargetAnswers>().Single();
        var result = (await check.RunAsync(new CheckContext(CheckoutApi.Backout, CheckoutApi.Service, null, []) { ProvesSince = since }, CancellationToken.None))!;
        Assert.Equal(TimeSpan.FromMinutes(3), result.Settles);
        return result;
    }
}
