using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Parts.FrontDoor;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Checklists;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Tests.Parts.Maintenance;

/// <summary>What is known of the page before it is needed.</summary>
public sealed class MaintenanceModeTests
{
    private const string Id = "5ca1ab1e-0000-4000-8000-000000000001";

    [Fact]
    [Judges("10.1", CheckStatus.Warn, "a Route 53 health check asks for a name of the service where the page would answer, so that the page fails it")]
    public async Task Given_a_health_check_of_the_services_name_and_a_record_that_fails_over_by_it_then_both_are_named_and_the_page_does_fail_it()
    {
        await using var world = await AwsWorld.StartAsync(WithFailover);

        var (status, summary, fix) = await JudgeAsync(world);

        Assert.Equal(
            (CheckStatus.Warn, $"While the page is shown, the health check {Id} of api.shop.example fails, and with it www.shop.example. A «first» fails over to its secondary."),
            (status, summary));
        Advised.By(fix, "Let the health check ask for what the page does not answer, or be prepared for that.");
        world.Catalogue.Become(CheckoutApi.With<HealthCheckFrontDoor>(new HealthCheckFrontDoor(Id) { Id = "frontDoor", Account = CheckoutApi.Own }));
        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOnAction.ActionName));
        world.Advance(120);
        var door = world.Services.GetServices<ICheck>().OfType<Item12_1_HealthCheck>().Single();
        Assert.Equal(CheckStatus.Fail, (await door.RunAsync(new CheckContext(CheckoutApi.Backout, CheckoutApi.Service, null, []), default))!.Status);
    }

    [Theory]
    [Judges("10.1", CheckStatus.Pass, "every listener is there and shows no page, and no Route 53 health check would fail by the page")]
    [InlineData("host: api.shop.example", "host: status.shop.example")]
    [InlineData("type: HTTPS", "type: TCP")]
    [InlineData("type: HTTPS", "type: HTTPS\n    disabled: true")]
    [InlineData("host: api.shop.example", "host: api.shop.example\n    port: 8443")]
    public async Task Given_the_advice_is_followed_and_the_health_check_asks_for_what_the_page_does_not_answer_then_it_passes(string old, string changed)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Replace(old + "\n", changed + "\n", StringComparison.Ordinal));

        Assert.Equal(
            (CheckStatus.Pass, "The page can be shown on 2 listeners. No health check of Route 53 asks for a name of the service there."),
            (await JudgeAsync(world)) is var (status, summary, _) ? (status, summary) : default);
    }

    [Fact]
    public async Task Given_a_calculated_health_check_then_the_records_that_hang_on_it_are_named_with_the_one_it_is_computed_from()
    {
        await using var world = await AwsWorld.StartAsync(scenario => WithFailover(scenario).Replace($"healthCheckId: {Id}", "healthCheckId: all-of-them", StringComparison.Ordinal)
            .Replace("healthChecks:\n", $"healthChecks:\n  - {{ id: all-of-them, type: CALCULATED, children: [{Id}] }}\n", StringComparison.Ordinal));

        Assert.Contains("www.shop.example. A «first» fails over to its secondary", (await JudgeAsync(world)).Summary, StringComparison.Ordinal);
    }

    [Fact]
    [Judges("10.1", CheckStatus.Fail, "a listener answers every request with a page already")]
    public async Task Given_a_page_that_is_shown_already_then_it_fails_until_the_rule_is_removed_as_advised()
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Replace("type: HTTPS\n", "type: TCP\n", StringComparison.Ordinal));
        await world.StartedAsync(await world.ApprovedAsync(MaintenanceOnAction.ActionName));
        world.Advance(30);

        var (status, summary, fix) = await JudgeAsync(world);
        Assert.Equal(CheckStatus.Fail, status);
        Assert.Contains($"The listener HTTP (80) answers every request with a maintenance page, put up by {CheckoutApi.Backout}", summary, StringComparison.Ordinal);
        Advised.By(fix, "Remove the rule *.");

        await RemoveAsync(world, fix!);
        world.Advance(30);
        Assert.Equal(CheckStatus.Pass, (await JudgeAsync(world)).Status);
    }

    [Fact]
    public async Task Given_a_page_of_somebody_else_that_is_shown_already_then_it_fails_until_its_owner_removes_the_rule()
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Replace("type: HTTPS\n", "type: TCP\n", StringComparison.Ordinal));
        await Listeners.OfAnotherInstallationAsync(world);
        world.Advance(30);
        var (_, _, fix) = await JudgeAsync(world);
        Advised.By(fix, "Have its owner remove the rule *.");

        await RemoveAsync(world, fix!);
        Assert.Equal(CheckStatus.Pass, (await JudgeAsync(world)).Status);
    }

    private static async Task RemoveAsync(AwsWorld world, string fix)
    {
        foreach (var rule in fix.Split("the rule ")[1..].Select(one => one.Split(". ")[0].TrimEnd('.')))
        {
            await world.Somebody.LoadBalancing.DeleteRuleAsync(new DeleteRuleRequest { RuleArn = rule });
        }
    }

    private static string WithFailover(string scenario) => scenario.Replace(
        "    - { name: standby.shop.example.,",
        $"    - {{ name: www.shop.example., type: A, setIdentifier: first, failover: PRIMARY, healthCheckId: {Id}, ttl: 60, values: [192.0.2.31] }}\n"
        + "    - { name: www.shop.example., type: A, setIdentifier: second, failover: SECONDARY, ttl: 60, values: [192.0.2.99] }\n"
        + "    - { name: standby.shop.example.,",
        StringComparison.Ordinal);

    private static async Task<(CheckStatus Status, string Summary, string? Fix)> JudgeAsync(AwsWorld world)
    {
        var check = world.Services.GetServices<ICheck>().OfType<Item10_1_MaintenanceMode>().Single();
        var result = (await check.RunAsync(new CheckContext(CheckoutApi.Backout, CheckoutApi.Service, null, []), default))!;
        return (result.Status, result.Summary, result.Fix);
    }
}
