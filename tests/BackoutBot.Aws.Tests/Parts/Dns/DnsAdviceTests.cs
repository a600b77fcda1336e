using Amazon.Route53.Model;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Tests.Parts.Dns;

/// <summary>Who does what is said of records is told no more to do it.</summary>
public sealed class DnsAdviceTests
{
    private const string Revert = Route53RevertAction.ActionName;
    private const string Good = "checkout-v231.shop.example.";
    private const string Bad = "checkout-v240.shop.example.";

    private static readonly DnsRecord About = CheckoutApi.Record with { Name = "about.shop.example.", Id = "about" };

    [Fact]
    [Judges("6.1", CheckStatus.Warn, "there is no such record, and there was none when it was captured")]
    public async Task Given_a_record_that_never_was_when_its_name_is_corrected_in_the_plan_file_then_it_is_warned_of_no_more()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With(CheckoutApi.Record, About));
        var restorePoint = await world.CaptureAsync(Revert);
        var result = await world.CheckAsync("6.1", restorePoint);
        Assert.Equal(CheckStatus.Warn, result.Status);
        Advised.By(result.Fix, "If there should be one, check its name, type and hosted zone in the plan file.");

        world.Catalogue.Become(CheckoutApi.With(CheckoutApi.Record));
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("6.1", restorePoint)).Status);
    }

    [Fact]
    public async Task Given_a_record_that_somebody_moved_since_when_it_is_put_back_by_hand_as_advised_then_nothing_is_left_to_be_undone()
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await world.CaptureAsync(Revert);
        await PointAsync(world, Bad);
        var done = await world.ApprovedAsync(Revert, restorePoint);
        await world.EndAsync(done, await world.StartedAsync(done));
        await PointAsync(world, "elsewhere.shop.example.");

        var fix = Assert.IsType<PlanningOutcome.Impossible>(await world.PlanUndoAsync(done)).Fix;
        Advised.By(fix, "Find out who, and why.");
        var there = Advised.By(fix, "If it is still to be *, put it there by hand.")[0];
        await PointAsync(world, there);

        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanUndoAsync(done));
    }

    [Fact]
    public async Task Given_a_record_that_was_not_captured_when_it_is_put_back_by_hand_and_captured_then_no_plan_lacks_it()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With(About, CheckoutApi.Record));
        await world.FaultAsync("route53", "ListResourceRecordSets", "deny");
        var restorePoint = await world.CaptureAsync(Revert);
        await PointAsync(world, Bad);
        var without = Assert.Single(Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Revert, restorePoint)).Without);
        Advised.By(without.Fix, "See whether it is as it should be; if not, put it back by hand.");
        Assert.EndsWith("Once this backout is over, a restore point that has it is taken by: prepare checkout-api", without.Fix, StringComparison.Ordinal);

        await PointAsync(world, Good);
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Revert, await world.CaptureAsync(Revert)));
    }

    [Fact]
    public async Task Given_a_record_that_somebody_moves_while_it_is_waited_for_when_it_is_planned_again_then_the_plan_goes_back_from_there()
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await world.CaptureAsync(Revert);
        await PointAsync(world, Bad);
        var execution = await world.ApprovedAsync(Revert, restorePoint);
        var handle = await world.StartedAsync(execution);
        await PointAsync(world, "elsewhere.shop.example.");
        Advised.By(Assert.IsType<Observation.Failed>(await world.EndAsync(execution, handle)).Fix, "Find out who, then plan again.");

        Assert.Equal(("elsewhere.shop.example.", Good), Assert.IsType<PlanningOutcome.Planned>(await world.PlanAsync(Revert, restorePoint)).Step is var step ? (step.Before, step.Target) : default);
    }

    [Fact]
    public async Task Given_no_answer_and_no_sight_when_a_person_looks_in_the_zone_that_is_named_then_it_tells_whether_it_was_done()
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await world.CaptureAsync(Revert);
        await PointAsync(world, Bad);
        var execution = await world.ApprovedAsync(Revert, restorePoint);
        await world.FaultAsync("route53", "ChangeResourceRecordSets", "stall", delayMs: 60_000);
        var start = world.StartAsync(execution);
        while (await world.FaultsLeftAsync() > 0)
        {
            await Task.Yield();
        }

        await world.FaultAsync("route53", "ListResourceRecordSets", "deny");
        world.Advance(11);
        var zone = Advised.By(Assert.IsType<StartOutcome.Uncertain>(await start).HowToTell, "Look in hosted zone * what the records are.")[0];

        var records = await world.Somebody.Dns.ListResourceRecordSetsAsync(new ListResourceRecordSetsRequest { HostedZoneId = zone });
        Assert.Contains(records.ResourceRecordSets, set => set.Name == CheckoutApi.Record.Name && set.ResourceRecords.Single().Value is Good or Bad);
    }

    private static Task<ChangeResourceRecordSetsResponse> PointAsync(AwsWorld world, string value) =>
        world.Somebody.Dns.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest
        {
            HostedZoneId = CheckoutApi.Record.HostedZoneId,
            ChangeBatch = new ChangeBatch
            {
                Changes = [new Change { Action = "UPSERT", ResourceRecordSet = new ResourceRecordSet { Name = CheckoutApi.Record.Name, Type = "CNAME", TTL = 10, ResourceRecords = [new ResourceRecord { Value = value }] } }],
            },
        });
}
