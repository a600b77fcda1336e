using BackoutBot.Aws.Tests.Parts.LoadBalancing;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Checklists;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Tests.Checks;

/// <summary>Whether a release may be proven while a check does not know.</summary>
public sealed class DoubtTests
{
    private const string RunningVersion = "Item12_1_RunningVersion";
    private const string HealthyTargets = "Item12_1_HealthyTargets";
    private const string NoPage = "Item12_1_NoPage";
    private const string NotSeenFromOutside = "Item12_1_NotSeenFromOutside";

    private static readonly string[] FromOutside = ["Item12_1_Canary", "Item12_1_FrontDoor", "Item12_1_HealthCheck", "Item12_1_TargetAnswers", "Item12_2_QuietAlarms"];

    [Fact]
    public async Task Given_the_checks_of_a_rollback_when_one_does_not_know_then_only_a_missing_restore_point_and_what_a_person_must_see_leave_no_doubt()
    {
        await using var world = await AwsWorld.StartAsync();
        ICheck[] checks = [.. world.Services.GetServices<ICheck>().Where(check => BackoutAgenda.ValidationItems.Contains(check.Item))];

        Assert.Equal(FromOutside, Named(checks.Where(check => check.SeesHowServiceIs)));
        Assert.Equal([.. FromOutside.Append(HealthyTargets).Append(NoPage).Order(StringComparer.Ordinal)], Named(checks.Where(check => check.LeavesDoubt)));
        Assert.Equal([NotSeenFromOutside, RunningVersion], Named(checks.Where(check => !check.LeavesDoubt)));
    }

    [Fact]
    public async Task Given_targets_that_were_not_checked_yet_when_the_service_is_looked_at_then_it_is_in_doubt()
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Targets("initial", 1, "Elb.InitialHealthChecking"));

        Assert.Equal((CheckStatus.Unknown, true), await LookAsync(world, HealthyTargets));
    }

    [Theory]
    [InlineData(HealthyTargets, "DescribeTargetHealth")]
    [InlineData(NoPage, "DescribeRules")]
    public async Task Given_what_can_not_be_read_when_the_service_is_looked_at_then_it_is_in_doubt(string name, string operation)
    {
        await using var world = await AwsWorld.StartAsync();
        await world.FaultAsync("elasticloadbalancing", operation, "deny", times: 10);

        Assert.Equal((CheckStatus.Unknown, true), await LookAsync(world, name));
    }

    [Fact]
    public async Task Given_no_restore_point_to_hold_the_version_against_when_the_service_is_looked_at_then_that_leaves_no_doubt()
    {
        await using var world = await AwsWorld.StartAsync();

        Assert.Equal((CheckStatus.Unknown, false), await LookAsync(world, RunningVersion));
    }

    private static async Task<(CheckStatus? Status, bool LeavesDoubt)> LookAsync(AwsWorld world, string name)
    {
        var check = world.Services.GetServices<ICheck>().Single(check => check.GetType().Name == name);
        var result = await check.RunAsync(new CheckContext(CheckoutApi.Backout, CheckoutApi.Service, RestorePoint: null, TriggeringAlarms: []), CancellationToken.None);
        return (result?.Status, check.LeavesDoubt);
    }

    private static string[] Named(IEnumerable<ICheck> checks) => [.. checks.Select(check => check.GetType().Name).Order(StringComparer.Ordinal)];
}
