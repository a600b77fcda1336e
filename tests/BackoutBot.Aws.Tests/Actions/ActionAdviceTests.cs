using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Tests.Actions;

/// <summary>Who does what every action says of its plan file, or of what can't be seen, is told no more to do it.</summary>
public sealed class ActionAdviceTests
{
    private const string On = MaintenanceOnAction.ActionName;

    [Fact]
    public async Task Given_a_plan_file_that_says_nothing_of_AWS_when_the_part_is_added_then_the_step_is_planned_started_seen_and_verified()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        world.Catalogue.All = new Dictionary<ServiceId, AwsService>();
        string?[] complaints =
        [
            Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(On)).Fix,
            Assert.IsType<StartOutcome.Failed>(await world.StartAsync(on)).Fix,
            Assert.IsType<Observation.Unseen>(await world.ObserveAsync(on, "{}")).Reason,
            await world.AmissAsync(on),
        ];
        Assert.All(complaints, said => Advised.By(said, "Add the aws part to the plan file, or remove the step."));

        world.Catalogue.Become(CheckoutApi.Resources);
        await world.ApprovedAsync(On);
        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(on, await world.StartedAsync(on)));
        Assert.Null(await world.AmissAsync(on));
    }

    [Fact]
    public async Task Given_a_call_that_may_have_been_made_and_no_sight_when_a_person_looks_for_its_session_then_it_is_told_what_was_called()
    {
        await using var world = await AwsWorld.StartAsync();
        var on = await world.ApprovedAsync(On);
        await world.StartedAsync(on);
        await world.FaultAsync("elasticloadbalancing", "DescribeTags", "deny");
        var session = Advised.By(Assert.IsType<StartOutcome.Uncertain>(await world.StartAsync(on with { MayHaveActed = true })).HowToTell, "* Or look in the AWS console, or in CloudTrail for the session *.")[1];

        var trail = (await world.Http.GetFromJsonAsync<JsonArray>("/_sandbox/calls"))!.Where(call => (string?)call!["principal"]!["sessionName"] == session);
        Assert.Equal(2, trail.Count(call => (string)call!["operation"]! == "CreateRule"));
    }
}
