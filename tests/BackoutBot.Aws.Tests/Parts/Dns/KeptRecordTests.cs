using Amazon.Route53.Model;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Plans;

namespace BackoutBot.Aws.Tests.Parts.Dns;

/// <summary>Records that are as captured when a plan is made are to stay so: the plan rests on it, and the end is measured by it.</summary>
public sealed class KeptRecordTests
{
    private const string Revert = Route53RevertAction.ActionName;
    private const string Good = "checkout-v231.shop.example.";

    private static readonly DnsRecord Blue = new(CheckoutApi.Record.HostedZoneId, "w.shop.example.", "CNAME", "blue") { Id = "blue", Account = CheckoutApi.Own };

    [Fact]
    public async Task Given_a_record_as_captured_when_somebody_moves_it_after_the_plan_was_made_then_that_is_a_drift_and_amiss_at_the_end()
    {
        await using var world = await AwsWorld.StartAsync();
        var kept = await KeptAsync(world);
        Assert.Empty(await world.DriftAsync(kept));
        Assert.Null((await world.VerifyAsync(kept)).Amiss);

        await PointAsync(world, CheckoutApi.Record.Name, null, 10);

        var moved = Assert.Single(await world.DriftAsync(kept));
        Assert.Equal(("api.shop.example. CNAME", $"{Good} (TTL 10 s)", "standby.shop.example. (TTL 10 s)"), (moved.Name, moved.Was, moved.Is));
        Assert.Equal($"api.shop.example. CNAME is standby.shop.example., and not {Good}.", (await world.VerifyAsync(kept)).Amiss);
    }

    [Fact]
    public async Task Given_a_step_that_puts_one_record_back_when_somebody_shifts_the_weight_of_another_of_its_zone_then_that_is_a_drift_and_amiss_at_the_end()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With(Blue, CheckoutApi.Record));
        await PointAsync(world, Blue.Name, "blue", weight: 100);
        var restorePoint = await world.CaptureAsync(Revert);
        await world.BreakAsync();
        var execution = await world.ApprovedAsync(Revert, restorePoint);
        Assert.Equal("Put back api.shop.example. CNAME", execution.Step.Title);

        await PointAsync(world, Blue.Name, "blue", weight: 0);

        Assert.Equal("w.shop.example. CNAME (blue)", Assert.Single(await world.DriftAsync(execution.Step)).Name);
        await world.StartedAsync(execution);
        Assert.StartsWith("w.shop.example. CNAME (blue) is ", (await world.VerifyAsync(execution.Step)).Amiss, StringComparison.Ordinal);
    }

    private static async Task<PlanStep> KeptAsync(AwsWorld world) =>
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Revert, await world.CaptureAsync(Revert))).Keeps!;

    private static Task<ChangeResourceRecordSetsResponse> PointAsync(AwsWorld world, string name, string? identifier, long weight) =>
        world.Somebody.Dns.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest
        {
            HostedZoneId = CheckoutApi.Record.HostedZoneId,
            ChangeBatch = new ChangeBatch
            {
                Changes =
                [
                    new Change
                    {
                        Action = "UPSERT",
                        ResourceRecordSet = new ResourceRecordSet { Name = name, Type = "CNAME", SetIdentifier = identifier, Weight = identifier is null ? null : weight, TTL = 10, ResourceRecords = [new ResourceRecord { Value = "standby.shop.example." }] },
                    },
                ],
            },
        });
}
