using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Route53.Model;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Tests.Parts.Dns;

/// <summary>A record whose name Route 53 answers with an escape: <c>*.shop.example.</c> as <c>\052.shop.example.</c></summary>
public sealed class WildcardRecordTests
{
    private const string Revert = Route53RevertAction.ActionName;
    private const string Wildcard = "*.shop.example.";
    private const string Escaped = @"\052.shop.example.";
    private const string Good = "checkout-v231.shop.example.";
    private const string Bad = "checkout-v240.shop.example.";

    [Fact]
    public async Task Given_a_wildcard_that_was_moved_when_it_is_put_back_then_it_is_named_as_people_write_it_all_the_way()
    {
        await using var world = await StartAsync();
        var restorePoint = await world.CaptureAsync(Revert);
        Assert.Equal($"{Wildcard} CNAME", Assert.Single(restorePoint.States).Resource);
        await MoveAsync(world);
        Assert.Equal(Bad, await AnswerAsync(world));

        var execution = await world.ApprovedAsync(Revert, restorePoint);
        Assert.Equal($"Put back {Wildcard} CNAME", execution.Step.Title);
        Assert.Equal((Bad, Good), (execution.Step.Before, execution.Step.Target));
        var ended = Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution)));

        Assert.Contains($"{Wildcard} CNAME is {Good.TrimEnd('.')}", ended.Note, StringComparison.Ordinal);
        Assert.Equal(Good, await AnswerAsync(world));
    }

    [Fact]
    public async Task Given_a_wildcard_changed_since_the_approval_when_it_is_called_then_it_is_left_alone_and_named()
    {
        await using var world = await StartAsync();
        var restorePoint = await world.CaptureAsync(Revert);
        await MoveAsync(world);
        var execution = await world.ApprovedAsync(Revert, restorePoint);
        await MoveAsync(world, "hotfix.shop.example.");

        var failed = Assert.IsType<StartOutcome.Failed>(await world.StartAsync(execution));

        Assert.StartsWith($"{Wildcard} CNAME was changed since the plan was approved", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_wildcard_as_captured_when_the_rollback_is_tested_then_it_passes_under_its_name()
    {
        await using var world = await StartAsync();
        var result = await world.CheckAsync("6.1", await world.CaptureAsync(Revert));
        Assert.True(result.Status == CheckStatus.Pass, result.Summary);
        Assert.Contains($"{Wildcard} CNAME is as captured", result.Summary, StringComparison.Ordinal);
        Assert.All(result.Evidence.Where(evidence => evidence.Call != "route53:GetHostedZone"), evidence => Assert.Contains(evidence.Figures, figure => figure.Value == $"{Wildcard} CNAME"));
    }

    [Fact]
    public async Task Given_a_restore_point_of_an_earlier_version_when_it_is_planned_then_its_escaped_name_is_the_same_record()
    {
        await using var world = await StartAsync();
        var restorePoint = Earlier(await world.CaptureAsync(Revert));
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Revert, restorePoint));
        await MoveAsync(world);
        await world.StartedAsync(await world.ApprovedAsync(Revert, restorePoint));
        Assert.Equal(Good, await AnswerAsync(world));
    }

    private static async Task<AwsWorld> StartAsync()
    {
        var world = await AwsWorld.StartAsync(scenario => scenario.Replace(
            "    - { name: api.shop.example.,",
            $"    - {{ name: \"{Wildcard}\", type: CNAME, ttl: 10, values: [{Good}] }}\n    - {{ name: api.shop.example.,",
            StringComparison.Ordinal));
        world.Catalogue.Become(CheckoutApi.With(new DnsRecord(CheckoutApi.Record.HostedZoneId, Wildcard, "CNAME", null) { Id = "wildcard", Account = CheckoutApi.Own }));
        return world;
    }

    private static RestorePoint Earlier(RestorePoint restorePoint)
    {
        var state = Assert.Single(restorePoint.States);
        var json = JsonNode.Parse(state.State.GetRawText())!;
        json["set"]!["name"] = Escaped;
        return restorePoint with { States = [state with { Resource = $"{Escaped} CNAME", State = JsonSerializer.SerializeToElement(json) }] };
    }

    private static async Task<string> AnswerAsync(AwsWorld world) =>
        (string)(await world.StateAsync())["records"]!.AsArray().Single(record => (string)record!["name"]! == Escaped)!["values"]![0]!;

    private static async Task MoveAsync(AwsWorld world, string value = Bad) => await world.Somebody.Dns.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest
    {
        HostedZoneId = CheckoutApi.Record.HostedZoneId,
        ChangeBatch = new ChangeBatch
        {
            Changes = [new Change { Action = "UPSERT", ResourceRecordSet = new ResourceRecordSet { Name = "*.SHOP.example", Type = "CNAME", TTL = 10, ResourceRecords = [new ResourceRecord { Value = value }] } }],
        },
    });
}
