using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Tests.Actions;

/// <summary>What a step changes is named so that two services that share it name it alike.</summary>
public sealed class WritesTests
{
    [Fact]
    public async Task Given_each_action_when_its_step_is_planned_then_it_names_what_it_changes_as_no_other_is_called()
    {
        await using var world = await AwsWorld.StartAsync();
        var point = await world.CaptureAsync(Route53RevertAction.ActionName);
        await world.BreakAsync();

        Assert.Equal([$"record {CheckoutApi.Record.Name} CNAME in hosted zone {CheckoutApi.Record.HostedZoneId}"], await WritesAsync(Route53RevertAction.ActionName, point));
        Assert.Equal(["deployment group checkout-api/checkout-api-prod in 123456789012, eu-west-1"], await WritesAsync(CodeDeployStopAction.ActionName));
        Assert.Equal(new[] { $"listener {CheckoutApi.HttpsListener}", $"listener {CheckoutApi.HttpListener}" }.Order(), (await WritesAsync(MaintenanceOnAction.ActionName)).Order());
        Assert.Equal(await WritesAsync(MaintenanceOnAction.ActionName), await WritesAsync(MaintenanceOffAction.ActionName));

        async Task<IReadOnlyList<string>> WritesAsync(string action, RestorePoint? restorePoint = null) =>
            world.Action(action).WritesOf((await world.ApprovedAsync(action, restorePoint)).Step, CheckoutApi.Service);
    }

    [Fact]
    public async Task Given_a_stop_at_once_then_it_names_the_group_as_every_other_step_on_it_does()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        var stop = Assert.Single((await world.ReadInFlightAsync()).Steps);
        await world.EndAsync(AwsWorld.Execution(stop), await world.StartedAsync(AwsWorld.Execution(stop)));

        Assert.Equal(world.Action(CodeDeployRedeployAction.ActionName).WritesOf((await world.ApprovedAsync(CodeDeployRedeployAction.ActionName)).Step, CheckoutApi.Service), stop.Writes);
    }
}
