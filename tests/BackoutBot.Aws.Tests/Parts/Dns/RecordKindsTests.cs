using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Route53.Model;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Tests.Parts.Dns;

/// <summary>Records of every kind that Route 53 has: captured and put back in whole, or refused before anything is done.</summary>
public sealed class RecordKindsTests
{
    private const string Revert = Route53RevertAction.ActionName;
    private const string Zone = "Z0SHOPEXAMPLE00001";
    private const string Policy = "0d1e2f3a-0000-4000-8000-000000000001";

    [Theory]
    [InlineData("weight: 10", "weight 10")]
    [InlineData("region: eu-west-1", "latency of eu-west-1")]
    [InlineData("geo: { continent: EU }", "place EU")]
    [InlineData("geo: { country: US, subdivision: WA }", "place US-WA")]
    [InlineData("failover: PRIMARY, healthCheckId: 5ca1ab1e-0000-4000-8000-000000000001", "primary")]
    [InlineData("multiValue: true, healthCheckId: 5ca1ab1e-0000-4000-8000-000000000001", "one of several")]
    [InlineData("cidr: { collection: 0c1d2e3f-0000-4000-8000-000000000001, location: office }", "CIDR location office")]
    [InlineData("proximity: { awsRegion: eu-west-1, bias: -10 }", "near eu-west-1, bias -10")]
    [InlineData("proximity: { localZoneGroup: us-west-2-lax-1 }", "near us-west-2-lax-1")]
    [InlineData("proximity: { latitude: \"53.35\", longitude: \"-6.26\" }", "near 53.35 -6.26")]
    public async Task Given_a_record_of_any_routing_when_it_was_moved_then_it_is_put_back_in_whole(string routing, string told)
    {
        await using var world = await StartAsync($"type: A, ttl: 10, values: [192.0.2.1], setIdentifier: one, {routing}");
        world.Catalogue.Become(CheckoutApi.With(Record("A", "one")));
        var before = await ListedAsync(world);
        var restorePoint = await world.CaptureAsync(Revert);
        await ExchangeAsync(world, before, "192.0.2.2");

        var execution = await world.ApprovedAsync(Revert, restorePoint);
        Assert.Equal(($"192.0.2.2 ({told})", $"192.0.2.1 ({told})"), (execution.Step.Before, execution.Step.Target));
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution)));

        Assert.Equal(JsonSerializer.Serialize(before), JsonSerializer.Serialize(await ListedAsync(world)));
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Revert, restorePoint));
    }

    [Fact]
    public async Task Given_weighted_records_whose_TTL_was_changed_when_they_are_put_back_then_all_go_before_any_comes()
    {
        await using var world = await StartAsync("type: A, ttl: 10, values: [192.0.2.1], setIdentifier: one, weight: 1", "type: A, ttl: 10, values: [192.0.2.2], setIdentifier: two, weight: 1");
        world.Catalogue.Become(CheckoutApi.With(Record("A", "one"), Record("A", "two")));
        var restorePoint = await world.CaptureAsync(Revert);
        var sets = (await AllAsync(world)).Where(set => set.Name == "lb.shop.example.").ToArray();
        await SendAsync(world, [.. sets.Select(set => new Change { Action = "DELETE", ResourceRecordSet = set })]);
        await SendAsync(world, [.. sets.Select(set => new Change { Action = "CREATE", ResourceRecordSet = With(set, ttl: 60) })]);

        var execution = await world.ApprovedAsync(Revert, restorePoint);
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution)));

        Assert.All((await AllAsync(world)).Where(set => set.Name == "lb.shop.example."), set => Assert.Equal(10, set.TTL));
    }

    [Fact]
    [Judges("6.1", CheckStatus.Fail, "a record was made by a traffic policy")]
    public async Task Given_a_record_of_a_traffic_policy_when_it_is_left_out_of_the_plan_file_as_advised_then_nothing_complains_of_it()
    {
        await using var world = await StartAsync($"type: A, ttl: 10, values: [192.0.2.1], trafficPolicyInstance: {Policy}");
        world.Catalogue.Become(CheckoutApi.With(Record("A", null), CheckoutApi.Record));
        var restorePoint = await world.CaptureAsync(Revert);

        var refused = Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Revert, restorePoint));
        Assert.StartsWith($"lb.shop.example. A was made by the traffic policy instance {Policy}, so it can't be put back record by record.", refused.Reason, StringComparison.Ordinal);
        var result = await world.CheckAsync("6.1", restorePoint);
        Assert.Equal((CheckStatus.Fail, $"lb.shop.example. A was made by the traffic policy instance {Policy}, so it can't be put back record by record."), (result.Status, result.Summary));
        Advised.By(result.Fix, "Leave it out of the plan file: what it answers is changed by its traffic policy alone.");
        Assert.Equal(result.Fix, refused.Fix);

        world.Catalogue.Become(CheckoutApi.With(CheckoutApi.Record));
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Revert, restorePoint));
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("6.1", restorePoint)).Status);
    }

    [Fact]
    public async Task Given_a_routing_that_an_earlier_version_did_not_read_when_it_is_planned_then_the_record_counts_as_not_captured()
    {
        await using var world = await StartAsync("type: A, ttl: 10, values: [192.0.2.1], setIdentifier: one, cidr: { collection: c, location: office }");
        world.Catalogue.Become(CheckoutApi.With(Record("A", "one")));
        var point = await world.CaptureAsync(Revert);
        var json = JsonNode.Parse(Assert.Single(point.States).State.GetRawText())!;
        json["set"]!.AsObject().Remove("cidr");
        var earlier = point with { States = [point.States[0] with { State = JsonSerializer.SerializeToElement(json) }] };

        Assert.Contains("captured it without its routing", Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Revert, earlier)).Reason, StringComparison.Ordinal);
        Assert.Contains("is not captured", (await world.CheckAsync("6.1", earlier)).Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AAAA", "\"2001:db8::1\"", "2001:0DB8:0:0:0:0:0:1")]
    [InlineData("CNAME", "checkout.shop.example.", "Checkout.shop.example")]
    [InlineData("MX", "\"10 mail.shop.example.\"", "10 Mail.shop.example")]
    [InlineData("TXT", "'\"v=spf1 -all\"'", "\"v=spf1 \" \"-all\"")]
    public async Task Given_a_value_in_another_spelling_when_it_is_planned_then_there_is_no_need(string type, string captured, string respelled)
    {
        await using var world = await StartAsync($"type: {type}, ttl: 10, values: [{captured}]");
        world.Catalogue.Become(CheckoutApi.With(Record(type, null)));
        var restorePoint = await world.CaptureAsync(Revert);
        await ExchangeAsync(world, await ListedAsync(world), respelled);
        world.Advance(3);

        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Revert, restorePoint));
        Assert.Contains("is as captured", (await world.CheckAsync("6.1", restorePoint)).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_value_that_is_respelled_after_the_approval_when_it_is_put_back_then_it_is_deleted_as_it_stands()
    {
        await using var world = await StartAsync("type: AAAA, ttl: 10, values: [\"2001:db8::1\"]");
        world.Catalogue.Become(CheckoutApi.With(Record("AAAA", null)));
        var restorePoint = await world.CaptureAsync(Revert);
        await ExchangeAsync(world, await ListedAsync(world), "2001:db8::2");
        var execution = await world.ApprovedAsync(Revert, restorePoint);
        await ExchangeAsync(world, await ListedAsync(world), "2001:0DB8::0002");

        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution)));
        Assert.Equal("2001:db8::1", (await ListedAsync(world)).ResourceRecords.Single().Value);
    }

    [Theory]
    [InlineData("'\"a long\" \" text in \\\\303\\\\274 pieces\"'")]
    [InlineData("'\"say \\\"hi\\\"\"', '\"another\"'")]
    public async Task Given_texts_when_they_are_put_back_then_they_are_written_as_Route_53_has_them(string values)
    {
        await using var world = await StartAsync($"type: TXT, ttl: 10, values: [{values}]");
        world.Catalogue.Become(CheckoutApi.With(Record("TXT", null)));
        var before = await ListedAsync(world);
        var restorePoint = await world.CaptureAsync(Revert);
        await ExchangeAsync(world, before, $"\"{new string('x', 255)}\" \"y\"");

        var execution = await world.ApprovedAsync(Revert, restorePoint);
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, await world.StartedAsync(execution)));
        Assert.Equal(JsonSerializer.Serialize(before), JsonSerializer.Serialize(await ListedAsync(world)));
    }

    [Fact]
    [Judges("6.1", CheckStatus.Pass, "the same holds in a private hosted zone, where no answer is asked for")]
    public async Task Given_a_private_zone_when_its_records_are_checked_then_they_are_judged_by_themselves_and_it_is_said()
    {
        await using var world = await AwsWorld.StartAsync(scenario => scenario.Replace("  nameserver: ns-2048", "  private: true\n  nameserver: ns-2048", StringComparison.Ordinal));
        var restorePoint = await world.CaptureAsync(Revert);

        var result = await world.CheckAsync("6.1", restorePoint);

        Assert.Equal(CheckStatus.Pass, result.Status);
        Assert.EndsWith("Its hosted zone is private: this is its record, and no answer was asked for.", result.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain(await CallsAsync(world), call => (string)call["operation"]! == "TestDNSAnswer");
    }

    [Fact]
    public async Task Given_a_zone_that_can_not_be_seen_to_be_public_when_it_is_checked_then_it_is_unknown()
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await world.CaptureAsync(Revert);
        await world.FaultAsync("route53", "GetHostedZone", "deny");
        var result = await world.CheckAsync("6.1", restorePoint);
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("route53:GetHostedZone", result.Fix, StringComparison.Ordinal);
    }

    [Fact]
    [Judges("6.1", CheckStatus.Warn, "Route 53 answers otherwise than the record says, as while a change is on its way")]
    public async Task Given_servers_that_answer_as_before_when_it_is_checked_again_in_a_minute_then_it_passes()
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await world.CaptureAsync(Revert);
        await SendAsync(world, [new Change { Action = "UPSERT", ResourceRecordSet = new ResourceRecordSet { Name = "api.shop.example.", Type = "CNAME", TTL = 10, ResourceRecords = [new ResourceRecord { Value = "checkout-v240.shop.example." }] } }]);
        var result = await world.CheckAsync("6.1", restorePoint);
        Assert.Equal(CheckStatus.Warn, result.Status);
        Advised.By(result.Fix, "A change may be on its way; check again in a minute.");

        world.Advance(60);
        Assert.Equal(CheckStatus.Pass, (await world.CheckAsync("6.1", restorePoint)).Status);
    }

    [Fact]
    public async Task Given_more_changes_than_a_request_takes_when_they_are_put_back_then_it_is_done_in_as_few_as_there_can_be()
    {
        string[] names = [.. Enumerable.Range(0, 600).Select(i => $"r{i}.shop.example.")];
        await using var world = await AwsWorld.StartAsync(scenario => With(scenario, names.Select(name => $"{{ name: {name}, type: A, ttl: 10, values: [192.0.2.1] }}")));
        world.Catalogue.Become(CheckoutApi.With(names.Select(name => new DnsRecord(Zone, name, "A", null) { Id = name, Account = CheckoutApi.Own })));
        var restorePoint = await world.CaptureAsync(Revert);
        foreach (var some in (await AllAsync(world)).Where(set => names.Contains(set.Name)).Chunk(500))
        {
            await SendAsync(world, [.. some.Select(set => new Change { Action = "UPSERT", ResourceRecordSet = With(set, "192.0.2.2") })]);
        }

        var execution = await world.ApprovedAsync(Revert, restorePoint);
        Assert.Equal(2, ((IRollbackAction)world.Action(Revert)).Runbook(new ActionContext(CheckoutApi.Backout, CheckoutApi.Service, null), execution.Step).Lines.Count(line => line.Changes));
        var handle = await world.StartedAsync(execution);
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, handle));

        Assert.Equal(2, (await world.ChangesAsync("ChangeResourceRecordSets")).Count(call => call["evidence"] is not null));
        Assert.All((await AllAsync(world)).Where(set => names.Contains(set.Name)), set => Assert.Equal("192.0.2.1", set.ResourceRecords.Single().Value));
    }

    [Fact]
    public async Task Given_a_second_batch_that_fails_when_it_is_called_again_then_only_that_one_is_sent()
    {
        string[] names = [.. Enumerable.Range(0, 600).Select(i => $"r{i}.shop.example.")];
        await using var world = await AwsWorld.StartAsync(scenario => With(scenario, names.Select(name => $"{{ name: {name}, type: A, ttl: 10, values: [192.0.2.1] }}")));
        world.Catalogue.Become(CheckoutApi.With(names.Select(name => new DnsRecord(Zone, name, "A", null) { Id = name, Account = CheckoutApi.Own })));
        var restorePoint = await world.CaptureAsync(Revert);
        foreach (var some in (await AllAsync(world)).Where(set => names.Contains(set.Name)).Chunk(500))
        {
            await SendAsync(world, [.. some.Select(set => new Change { Action = "UPSERT", ResourceRecordSet = With(set, "192.0.2.2") })]);
        }

        var execution = await world.ApprovedAsync(Revert, restorePoint);
        await world.FaultAsync("route53", "ChangeResourceRecordSets", "throttle", after: 1);
        Assert.IsType<StartOutcome.NotYet>(await world.StartAsync(execution));
        var handle = await world.StartedAsync(execution with { MayHaveActed = true });
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, handle));

        Assert.Equal(2, (await world.ChangesAsync("ChangeResourceRecordSets")).Count(call => call["evidence"] is not null && (string)call["outcome"]! == "ok"));
        Assert.All((await AllAsync(world)).Where(set => names.Contains(set.Name)), set => Assert.Equal("192.0.2.1", set.ResourceRecords.Single().Value));
    }

    [Fact]
    public async Task Given_one_record_of_more_characters_than_a_request_takes_when_it_is_put_back_by_hand_as_advised_then_there_is_no_need()
    {
        await using var world = await AwsWorld.StartAsync();
        world.Catalogue.Become(CheckoutApi.With(Record("TXT", null)));
        var (good, bad) = (Long('g'), Long('b'));
        await SendAsync(world, [new Change { Action = "CREATE", ResourceRecordSet = good }]);
        var restorePoint = await world.CaptureAsync(Revert);
        await SendAsync(world, [new Change { Action = "DELETE", ResourceRecordSet = good }]);
        await SendAsync(world, [new Change { Action = "CREATE", ResourceRecordSet = bad }]);

        var refused = Assert.IsType<PlanningOutcome.Impossible>(await world.PlanAsync(Revert, restorePoint));
        Assert.Equal("lb.shop.example. TXT would have to change at once, and 160 values of 32320 characters are more than Route 53 takes in one change.", refused.Reason);
        Advised.By(refused.Fix, "Put * back by hand, in more than one change.");

        await SendAsync(world, [new Change { Action = "DELETE", ResourceRecordSet = bad }]);
        await SendAsync(world, [new Change { Action = "CREATE", ResourceRecordSet = good }]);
        Assert.IsType<PlanningOutcome.NotNeeded>(await world.PlanAsync(Revert, restorePoint));

        static ResourceRecordSet Long(char letter) => new() { Name = "lb.shop.example.", Type = "TXT", TTL = 10, ResourceRecords = [.. Enumerable.Range(0, 80).Select(i => new ResourceRecord { Value = $"\"{i:000}{new string(letter, 197)}\"" })] };
    }

    [Fact]
    public void Given_an_alias_and_what_it_stands_for_when_they_are_cut_into_batches_then_they_stay_together()
    {
        RecordChange[] changes =
        [
            Of("a.shop.example.", alias: "z.shop.example."),
            .. Enumerable.Range(0, 500).Select(i => Of($"r{i}.shop.example.")),
            Of("z.shop.example."),
        ];

        var batches = RecordBatches.Of(changes);

        Assert.Equal(["a.shop.example.", "z.shop.example."], batches[0].Take(2).Select(change => change.Known.Name));
        Assert.Equal([501, 1], batches.Select(batch => batch.Count));

        static RecordChange Of(string name, string? alias = null) => new(Zone, Set(name, alias, "192.0.2.2"), Set(name, alias, "192.0.2.1"));
        static RecordSet Set(string name, string? alias, string value) => new(name, "A", null, null, null, null, null, null, null, null, null, alias is null ? 10 : null, alias is null ? [value] : [], alias is null ? null : new RecordAlias(Zone, alias, false));
    }

    private static DnsRecord Record(string type, string? setIdentifier) => new(Zone, "lb.shop.example.", type, setIdentifier) { Id = $"lb {type} {setIdentifier}", Account = CheckoutApi.Own };

    private static Task<AwsWorld> StartAsync(params string[] records) =>
        AwsWorld.StartAsync(scenario => With(scenario, records.Select(record => $"{{ name: lb.shop.example., {record} }}")));

    private static string With(string scenario, IEnumerable<string> records) =>
        scenario.Replace("    - { name: standby", $"{string.Concat(records.Select(record => $"    - {record}\n"))}    - {{ name: standby", StringComparison.Ordinal);

    private static async Task<ResourceRecordSet> ListedAsync(AwsWorld world) => Assert.Single(await AllAsync(world), set => set.Name == "lb.shop.example.");

    private static async Task<IReadOnlyList<ResourceRecordSet>> AllAsync(AwsWorld world)
    {
        List<ResourceRecordSet> all = [];
        var request = new ListResourceRecordSetsRequest { HostedZoneId = Zone };
        ListResourceRecordSetsResponse page;
        do
        {
            page = await world.Somebody.Dns.ListResourceRecordSetsAsync(request);
            all.AddRange(page.ResourceRecordSets);
            request = new ListResourceRecordSetsRequest { HostedZoneId = Zone, StartRecordName = page.NextRecordName, StartRecordType = page.NextRecordType, StartRecordIdentifier = page.NextRecordIdentifier };
        }
        while (page.IsTruncated == true);

        return all;
    }

    private static Task<ChangeResourceRecordSetsResponse> ExchangeAsync(AwsWorld world, ResourceRecordSet set, string value) => SendAsync(world, [new Change { Action = "UPSERT", ResourceRecordSet = With(set, value) }]);

    private static ResourceRecordSet With(ResourceRecordSet set, string? value = null, long? ttl = null) => new()
    {
        Name = set.Name,
        Type = set.Type,
        SetIdentifier = set.SetIdentifier,
        Weight = set.Weight,
        Region = set.Region,
        GeoLocation = set.GeoLocation,
        Failover = set.Failover,
        MultiValueAnswer = set.MultiValueAnswer,
        TTL = ttl ?? set.TTL,
        ResourceRecords = value is null ? set.ResourceRecords : [new ResourceRecord { Value = value }],
        HealthCheckId = set.HealthCheckId,
        CidrRoutingConfig = set.CidrRoutingConfig,
        GeoProximityLocation = set.GeoProximityLocation,
    };

    private static Task<ChangeResourceRecordSetsResponse> SendAsync(AwsWorld world, List<Change> changes) =>
        world.Somebody.Dns.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest { HostedZoneId = Zone, ChangeBatch = new ChangeBatch { Changes = changes } });

    private static async Task<IEnumerable<JsonNode>> CallsAsync(AwsWorld world) => (await world.Http.GetFromJsonAsync<JsonArray>("/_sandbox/calls"))!.Select(call => call!);
}
