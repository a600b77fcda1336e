using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Tests.Parts.Dns;

/// <summary>Many records are read by few calls, and a few by no more than their number, however large the zone.</summary>
public sealed class ZoneWalkTests
{
    private const string Revert = Route53RevertAction.ActionName;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(200, 200, 1)]
    [InlineData(500, 500, 2)]
    [InlineData(1000, 1000, 4)]
    [InlineData(900, 3, 3)]
    [InlineData(900, 30, 3)]
    public async Task Given_records_of_a_zone_when_they_are_captured_and_planned_then_each_page_is_read_once(int standing, int listed, int calls)
    {
        var step = standing / listed;
        string[] names = [.. Enumerable.Range(0, standing).Select(i => $"r{i:0000}.shop.example.")];
        DnsRecord[] records = [.. names.Where((_, i) => i % step == 0).Select(name => new DnsRecord(CheckoutApi.Record.HostedZoneId, name, "A", null) { Id = name, Account = CheckoutApi.Own })];
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Replace(
            "    - { name: standby",
            $"{string.Concat(names.Select(name => $"    - {{ name: {name}, type: A, ttl: 10, values: [192.0.2.1] }}\n"))}    - {{ name: standby",
            StringComparison.Ordinal));
        // The order of the plan file is anybody's.
        world.Catalogue.Become(CheckoutApi.With(records.OrderBy(record => record.Name[^15..], StringComparer.Ordinal).ThenByDescending(record => record.Name, StringComparer.Ordinal)));

        var restorePoint = await world.CaptureAsync(Revert);
        Assert.Equal(calls, await CallsAsync(world));
        Assert.Equal(listed, CapturedRecord.AllOf(restorePoint).Count(one => one.Set?.Values is ["192.0.2.1"]));

        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Revert, restorePoint));
        Assert.Equal(2 * calls, await CallsAsync(world));
    }

    [Fact]
    public async Task Given_records_that_are_not_there_among_others_when_they_are_captured_then_each_is_told_from_those_that_are()
    {
        await using var world = await AwsWorld.StartAsync();
        string[] names = ["a.shop.example.", "api.shop.example.", "b.shop.example.", "checkout-v231.shop.example.", "zz.shop.example."];
        world.Catalogue.Become(CheckoutApi.With(names.Select(name => new DnsRecord(CheckoutApi.Record.HostedZoneId, name, name.StartsWith("api", StringComparison.Ordinal) ? "CNAME" : "A", null) { Id = name, Account = CheckoutApi.Own })));

        var captured = CapturedRecord.AllOf(await world.CaptureAsync(Revert));

        Assert.Equal(["no record", "checkout-v231.shop.example.", "no record", "192.0.2.31", "no record"], captured.Select(one => one.Set?.Answer ?? "no record"));
    }

    [Fact]
    public async Task Given_a_zone_that_can_not_be_read_when_its_records_are_captured_then_it_is_not_asked_for_each()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With(Enumerable.Range(0, 50).Select(i => CheckoutApi.Record with { Name = $"r{i}.shop.example.", Id = $"r{i}" })));
        await world.FaultAsync("route53", "ListResourceRecordSets", "deny", times: 100);

        RestorePoint restorePoint = await world.CaptureAsync(Revert);

        Assert.Equal(50, restorePoint.Unread.Count());
        Assert.Equal(2, await CallsAsync(world));
    }

    private static async Task<int> CallsAsync(AwsWorld world) =>
        (await world.Http.GetFromJsonAsync<JsonArray>("/_sandbox/calls"))!.Count(call => (string)call!["operation"]! == "ListResourceRecordSets");
}
