using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.FrontDoor;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.RestorePoints;
using Microsoft.Extensions.DependencyInjection;
using static BackoutBot.Aws.Tests.Parts.Maintenance.Listeners;

namespace BackoutBot.Aws.Tests.Parts.FrontDoor;

/// <summary>Who does what is said of the service as it is seen from outside, sees it as it is to be.</summary>
public sealed class FrontDoorAdviceTests
{
    private static readonly HttpFrontDoor Shop = new(new Uri("https://api.shop.example/"), null, 200, null, null, null, null) { Id = "frontDoor", Account = CheckoutApi.Own };

    [Fact]
    [Judges("12.1", CheckStatus.Fail, "the front door by HTTP does not answer")]
    public async Task Given_an_address_where_nobody_answers_when_what_stands_in_front_listens_there_then_the_check_passes()
    {
        var door = Shop with { Url = new Uri("https://api.shop.example:8443/") };
        await using (var world = await WorldAsync(door))
        {
            var result = await DoorAsync(world);
            Assert.Equal(CheckStatus.Fail, result.Status);
            var url = new Uri(Advised.By(result.Fix, "See whether * can be reached from the bot's machine, and what stands in front of the service.")[0].TrimEnd(','));
            using var request = new HttpRequestMessage(HttpMethod.Get, url.PathAndQuery);
            request.Headers.Host = url.Authority;
            await Assert.ThrowsAsync<HttpRequestException>(() => world.Http.SendAsync(request));
        }

        await using var mended = await WorldAsync(door, scenario => scenario.Replace("protocol: HTTPS, port: 443", "protocol: HTTPS, port: 8443", StringComparison.Ordinal));
        Assert.Equal(CheckStatus.Pass, (await DoorAsync(mended)).Status);
    }

    [Fact]
    public async Task Given_another_answer_than_a_good_one_when_the_load_balancer_says_why_and_that_is_taken_away_then_the_check_passes()
    {
        await using var world = await WorldAsync(Shop);
        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOnAction.ActionName));
        Advised.By((await DoorAsync(world)).Fix, "Wait for the application, or see what its logs and the load balancer say.");

        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOffAction.ActionName));
        Assert.Equal(CheckStatus.Pass, (await DoorAsync(world)).Status);
    }

    [Fact]
    [Judges("12.1", CheckStatus.Fail, "the front door by HTTP answers without the text that the plan file wants")]
    public async Task Given_an_answer_that_is_not_the_applications_when_what_answers_in_its_place_is_removed_then_the_check_passes()
    {
        await using var world = await WorldAsync(Shop with { Text = "checkout-api" });
        var rule = await RuleAsync(world, priority: 3, statusCode: "200", path: "/*");
        var result = await DoorAsync(world);
        Assert.Equal(CheckStatus.Fail, result.Status);
        Advised.By(result.Fix, "See what answers there in the application's place.");

        await world.Somebody.LoadBalancing.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rule });
        Assert.Equal(CheckStatus.Pass, (await DoorAsync(world)).Status);
    }

    [Fact]
    public async Task Given_another_version_that_answers_when_that_is_rolled_back_then_the_check_passes()
    {
        await using var world = await WorldAsync(Shop with { Version = "checkout-api {version}" }, scenario => scenario.Replace("    unhealthy: true\n    stallsAfter: 4\n", "    failsAfter: 600\n", StringComparison.Ordinal));
        var to = await world.CaptureAsync(CodeDeployRedeployAction.ActionName);
        await world.BreakAsync();
        Advised.By((await DoorAsync(world, to)).Fix, "See which version answers there, and whether a cache stands in front of it.");

        var redeploy = await world.ApprovedAsync(CodeDeployRedeployAction.ActionName, to, world.Clock.GetUtcNow());
        await world.EndAsync(redeploy, await world.StartedAsync(redeploy));
        world.Advance(10);
        Assert.Equal(CheckStatus.Pass, (await DoorAsync(world, to)).Status);
    }

    [Fact]
    public async Task Given_a_service_that_no_machine_sees_when_a_person_tries_it_and_types_what_is_told_then_the_item_passes()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With<NoFrontDoor>(new NoFrontDoor("Only batch jobs use it.") { Id = "frontDoor", Account = CheckoutApi.Own }));
        var unseen = (await world.Services.GetServices<ICheck>().OfType<Item12_1_NotSeenFromOutside>().Single().RunAsync(Context(), CancellationToken.None))!;
        var told = Advised.By(unseen.Fix, "Try the service as a customer would, then type: /backout attest * * <what you saw>.");

        Assert.Equal([CheckoutApi.Service.Id.Value, unseen.Item.Value], told);
        Assert.Equal(CheckStatus.Pass, world.VouchedFor(unseen));
    }

    private static async Task<AwsWorld> WorldAsync(HttpFrontDoor door, Func<string, string>? scenario = null)
    {
        var world = await AwsWorld.StartAsync(scenario);
        world.Catalogue.Become(CheckoutApi.With<HttpFrontDoor>(door));
        return world;
    }

    private static CheckContext Context(RestorePoint? to = null) => new(CheckoutApi.Backout, CheckoutApi.Service, to, []);

    private static async Task<CheckResult> DoorAsync(AwsWorld world, RestorePoint? to = null) =>
        (await world.Services.GetServices<ICheck>().OfType<Item12_1_FrontDoor>().Single().RunAsync(Context(to), CancellationToken.None))!;
}
