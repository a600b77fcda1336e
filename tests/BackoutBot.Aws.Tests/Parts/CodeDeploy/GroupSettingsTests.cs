using System.Text.Json;
using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Tests.Parts.CodeDeploy;

/// <summary>What a deployment group is set to may stand in the way back: alarms that stop its deployments, another platform.</summary>
public sealed class GroupSettingsTests
{
    private const string Redeploy = CodeDeployRedeployAction.ActionName;
    private const string Group = "  group: checkout-api-prod\n";

    [Fact]
    public async Task Given_a_group_whose_alarms_stop_deployments_when_one_is_raised_then_the_way_back_goes_on_and_the_step_says_so()
    {
        await using var world = await HalfWithAlarmsAsync();

        var execution = await world.ApprovedAsync(Redeploy);
        Assert.Contains("The alarms checkout-api-5xx, checkout-api-latency would stop a deployment to checkout-api-prod while raised; this one goes on all the same.", execution.Step.Caution, StringComparison.Ordinal);

        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution)));
    }

    [Fact]
    public async Task Given_a_group_without_alarms_then_no_step_speaks_of_any()
    {
        await using var world = await AwsWorld.StartAsync();
        await StopAsync(world, await world.BreakAsync());

        Assert.DoesNotContain("alarm", (await world.ApprovedAsync(Redeploy)).Step.Caution, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_plan_from_before_the_group_had_alarms_when_one_stops_the_deployment_then_a_new_plan_goes_through()
    {
        await using var world = await HalfWithAlarmsAsync();
        var execution = await world.ApprovedAsync(Redeploy);
        var input = execution.Step.Input.Deserialize(CodeDeployJson.Default.RedeployInput)!;
        var old = execution with { Step = execution.Step with { Input = JsonSerializer.SerializeToElement(input with { IgnoresAlarms = null }, CodeDeployJson.Default.RedeployInput) } };
        var stopped = Assert.IsType<Observation.Failed>(await world.EndAsync(old, await world.StartedAsync(old)));
        Assert.Contains("is Stopped: One or more alarms have been activated", stopped.Reason, StringComparison.Ordinal);
        Advised.By(stopped.Fix, "Have it planned again: the deployment then goes on although the group's alarms are raised.");

        var anew = await world.ApprovedAsync(Redeploy);
        anew = anew with { Key = AwsWorld.KeyOf(anew.Step.Id, attempt: 2) };
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(anew, await world.StartedAsync(anew)));
    }

    [Fact]
    public async Task Given_a_role_that_may_not_override_alarms_then_the_step_says_which_permission_is_missing()
    {
        await using var world = await AwsWorld.StartAsync(scenario => WithAlarms(scenario).Replace("\"codedeploy:*\"", "\"codedeploy:CreateDeployment\"\n      - \"codedeploy:StopDeployment\"", StringComparison.Ordinal));
        await StopAsync(world, await world.BreakAsync());
        var execution = await world.ApprovedAsync(Redeploy);

        Assert.Contains("codedeploy:UpdateDeploymentGroup", Assert.IsType<StartOutcome.Failed>(await world.StartAsync(execution)).Fix, StringComparison.Ordinal);
    }

    [Theory]
    [Judges("2.2", CheckStatus.Fail, "the deployment group deploys to ECS or Lambda, where this version of the bot does not go back")]
    [InlineData("ECS")]
    [InlineData("Lambda")]
    public async Task Given_a_group_of_another_platform_then_no_step_is_planned_and_preparing_says_so(string platform)
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Replace(Group, $"{Group}  platform: {platform}\n", StringComparison.Ordinal));

        var impossible = Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Redeploy));
        Assert.Equal($"checkout-api-prod deploys to {platform}, and this version of the bot goes back on EC2 and on-premises servers only.", impossible.Reason);
        var prepared = await world.CheckAsync("2.2");
        Assert.Equal(CheckStatus.Fail, prepared.Status);
        Advised.By(prepared.Fix, "Remove aws.codeDeploy and its steps from the plan file");

        world.Catalogue.Become(CheckoutApi.With<CodeDeployTarget>());
        Assert.NotEqual(CheckStatus.Fail, (await world.CheckAsync("2.2")).Status);
    }

    private static string WithAlarms(string scenario) => scenario.Replace(Group, $"{Group}  alarms: [checkout-api-5xx, checkout-api-latency]\n", StringComparison.Ordinal);

    /// <summary>Half of the instances have the bad release, and its alarms are raised.</summary>
    private static async Task<AwsWorld> HalfWithAlarmsAsync()
    {
        var world = await AwsWorld.StartAsync(WithAlarms);
        await StopAsync(world, await world.BreakAsync());
        return world;
    }

    private static async Task StopAsync(AwsWorld world, string deployment)
    {
        await world.Somebody.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = deployment, AutoRollbackEnabled = false });
        world.Advance(2);
    }
}
