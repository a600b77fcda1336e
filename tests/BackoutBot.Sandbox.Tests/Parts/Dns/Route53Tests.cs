using BackoutBot.Sandbox.Parts.Dns;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Parts.Dns;

public sealed class Route53Tests : IAsyncLifetime
{
    private const string Zone = "/2013-04-01/hostedzone/Z0SHOPEXAMPLE00001/rrset";
    private SandboxHost sandbox = null!;
    private SignedClient exec = null!;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync();
        exec = await sandbox.AsAsync("bo-exec");
    }

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_a_name_when_listed_then_the_list_begins_there_and_pages()
    {
        Assert.Equal("shop.example.", (await exec.Route53Async(HttpMethod.Get, Zone)).Ok().Text("Name"));
        var page = (await exec.Route53Async(HttpMethod.Get, Zone, "maxitems=1&name=api.shop.example&type=CNAME")).Ok();
        Assert.Equal(["api.shop.example."], page.Texts("Name"));
        Assert.Equal(("10", "checkout-v231.shop.example."), (page.Text("TTL"), page.Text("Value")));
        Assert.Equal(("true", "checkout-v231.shop.example.", "A"), (page.Text("IsTruncated"), page.Text("NextRecordName"), page.Text("NextRecordType")));
        Assert.Equal("checkout-v231.shop.example.", (await exec.Route53Async(HttpMethod.Get, Zone, "name=b.shop.example.")).Ok().Text("Name"));
    }

    [Fact]
    public async Task Given_an_upsert_when_sent_then_the_list_changes_at_once_and_the_answer_when_the_change_is_in_sync()
    {
        var change = (await ChangeAsync(("UPSERT", "api.shop.example.", "checkout-v240.shop.example."))).Ok();
        Assert.Equal("PENDING", change.Text("Status"));
        Assert.Equal("bo:BO-1/s2/1", change.Text("Comment"));
        Assert.Contains("CNAME checkout-v240", await RecordsAsync(), StringComparison.Ordinal);
        Assert.Equal("checkout-v231.shop.example.", await AnswerAsync("api.shop.example.", "CNAME"));

        var path = "/2013-04-01" + change.Text("Id");
        Assert.Equal("PENDING", (await exec.Route53Async(HttpMethod.Get, path)).Ok().Text("Status"));
        sandbox.Advance(1);
        (await ChangeAsync(("UPSERT", "api.shop.example.", "checkout-v250.shop.example."))).Ok();
        sandbox.Advance(1.5);
        Assert.Equal("INSYNC", (await exec.Route53Async(HttpMethod.Get, path)).Ok().Text("Status"));
        Assert.Equal("checkout-v240.shop.example.", await AnswerAsync("api.shop.example.", "CNAME"));
        sandbox.Advance(1);
        Assert.Equal("checkout-v250.shop.example.", await AnswerAsync("api.shop.example.", "CNAME"));
    }

    [Fact]
    public async Task Given_one_impossible_change_when_sent_with_a_possible_one_then_neither_is_made()
    {
        var refused = await ChangeAsync(("UPSERT", "api.shop.example.", "checkout-v240.shop.example."), ("CREATE", "api.shop.example.", "x.shop.example."), ("DELETE", "gone.shop.example.", "x."));
        Assert.Equal((400, "InvalidChangeBatch"), (refused.Status, refused.Code));
        Assert.Contains("Tried to create resource record set [name='api.shop.example.', type='CNAME'] but it already exists", refused.Text("Message"), StringComparison.Ordinal);
        Assert.Contains("Tried to delete resource record set [name='gone.shop.example.', type='CNAME'] but it was not found", refused.Text("Message"), StringComparison.Ordinal);
        Assert.Contains("checkout-v231.shop.example.", await RecordsAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("CNAME checkout-v240", await RecordsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_delete_and_create_when_in_one_batch_then_the_record_is_exchanged()
    {
        (await ChangeAsync(("DELETE", "api.shop.example.", "checkout-v231.shop.example."), ("CREATE", "api.shop.example.", "checkout-v240.shop.example."))).Ok();
        Assert.Contains("CNAME checkout-v240", await RecordsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_other_values_when_deleted_then_they_do_not_match()
    {
        var refused = await ChangeAsync(("DELETE", "api.shop.example.", "checkout-v240.shop.example."));
        Assert.Contains("but the values provided do not match the current values", refused.Text("Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_elements_out_of_order_when_sent_then_the_schema_refuses_them()
    {
        var xml = Batch(("UPSERT", "api.shop.example.", "x.")).Replace("<Name>api.shop.example.</Name><Type>CNAME</Type>", "<Type>CNAME</Type><Name>api.shop.example.</Name>", StringComparison.Ordinal);
        Assert.Equal("InvalidInput", (await exec.Route53Async(HttpMethod.Post, Zone + "/", xml: xml)).Code);
    }

    [Theory]
    [InlineData("*.shop.example", @"\052.shop.example.")]
    [InlineData(@"\052.shop.example.", @"\052.shop.example.")]
    [InlineData("_Acme-Challenge.SHOP.example", "_acme-challenge.shop.example.")]
    [InlineData("a!b/c@d.shop.example.", @"a\041b\057c\100d.shop.example.")]
    [InlineData(@"\101\142c.shop.example.", "abc.shop.example.")]
    [InlineData(@"v2\0560.shop.example.", @"v2\0560.shop.example.")]
    [InlineData(@"b\303\274cher\040x.shop.example.", @"b\303\274cher\040x.shop.example.")]
    public async Task Given_a_name_in_any_spelling_when_made_then_it_comes_back_escaped_and_is_found_by_either(string given, string returned)
    {
        (await ChangeAsync(("CREATE", given, "x.shop.example."))).Ok();
        foreach (var start in (string[])[given, returned])
        {
            var found = (await exec.Route53Async(HttpMethod.Get, Zone, $"maxitems=1&name={Uri.EscapeDataString(start)}&type=CNAME")).Ok();
            Assert.Equal((returned, "x.shop.example."), (found.Text("Name"), found.Text("Value")));
            sandbox.Advance(3);
            Assert.Equal("x.shop.example.", await AnswerAsync(start, "CNAME"));
        }

        (await ChangeAsync(("DELETE", returned, "x.shop.example."))).Ok();
    }

    [Fact]
    public async Task Given_a_wildcard_when_listed_then_it_stands_by_its_asterisk_and_not_by_the_backslash()
    {
        (await ChangeAsync(("CREATE", "*.shop.example.", "x."), ("CREATE", "0.shop.example.", "y."))).Ok();
        var names = (await exec.Route53Async(HttpMethod.Get, Zone)).Ok().Texts("Name").Distinct().Take(4);
        Assert.Equal(["shop.example.", @"\052.shop.example.", "0.shop.example.", "api.shop.example."], names);
        Assert.Equal(@"\052.shop.example.", (await exec.Route53Async(HttpMethod.Get, Zone, "maxitems=2")).Ok().Text("NextRecordName"));
    }

    [Theory]
    [InlineData("b\u00fccher.shop.example.")]
    [InlineData("a b.shop.example.")]
    [InlineData(@"a\5.shop.example.")]
    [InlineData(@"a\400.shop.example.")]
    [InlineData(@"a\")]
    public async Task Given_characters_that_must_be_escaped_when_sent_then_the_batch_is_refused(string name)
    {
        var refused = await ChangeAsync(("CREATE", name, "x."));
        Assert.Equal((400, "InvalidChangeBatch"), (refused.Status, refused.Code));
        Assert.Contains("UnsupportedCharacter", refused.Text("Message"), StringComparison.Ordinal);
        var listed = await exec.Route53Async(HttpMethod.Get, Zone, $"name={Uri.EscapeDataString(name)}");
        Assert.Equal((400, "InvalidInput"), (listed.Status, listed.Code));
    }

    [Fact]
    public async Task Given_something_unknown_when_read_then_it_is_not_found()
    {
        var zone = await exec.Route53Async(HttpMethod.Get, "/2013-04-01/hostedzone/ZOTHER/rrset");
        Assert.Equal((404, "NoSuchHostedZone"), (zone.Status, zone.Code));
        var change = await exec.Route53Async(HttpMethod.Get, "/2013-04-01/change/COTHER");
        Assert.Equal((404, "NoSuchChange"), (change.Status, change.Code));
        var name = (await exec.Route53Async(HttpMethod.Get, "/2013-04-01/testdnsanswer", "hostedzoneid=Z0SHOPEXAMPLE00001&recordname=none.shop.example&recordtype=A")).Ok();
        Assert.Equal("NXDOMAIN", name.Text("ResponseCode"));
    }

    [Theory]
    [InlineData("<Weight>10</Weight>")]
    [InlineData("<Region>eu-west-1</Region>")]
    [InlineData("<GeoLocation><ContinentCode>EU</ContinentCode></GeoLocation>")]
    [InlineData("<GeoLocation><CountryCode>US</CountryCode><SubdivisionCode>WA</SubdivisionCode></GeoLocation>")]
    [InlineData("<Failover>PRIMARY</Failover>")]
    [InlineData("<MultiValueAnswer>true</MultiValueAnswer>")]
    [InlineData("<CidrRoutingConfig><CollectionId>0c1d2e3f-0000-4000-8000-000000000001</CollectionId><LocationName>office</LocationName></CidrRoutingConfig>")]
    [InlineData("<GeoProximityLocation><AWSRegion>eu-west-1</AWSRegion><Bias>-10</Bias></GeoProximityLocation>")]
    [InlineData("<GeoProximityLocation><Coordinates><Latitude>53.35</Latitude><Longitude>-6.26</Longitude></Coordinates></GeoProximityLocation>")]
    public async Task Given_a_record_of_any_routing_when_made_then_it_is_listed_in_whole_and_deleted_only_by_all_of_it(string routing)
    {
        (await SendAsync(Change("CREATE", Set("lb.shop.example.", "A", routing, "one")))).Ok();
        var listed = (await exec.Route53Async(HttpMethod.Get, Zone, "maxitems=1&name=lb.shop.example.&type=A")).Ok().Body.Replace(" xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"", "", StringComparison.Ordinal);
        Assert.Contains(routing, string.Concat(listed.Split('\n').Select(line => line.Trim())), StringComparison.Ordinal);

        Assert.Contains("do not match the current values", (await SendAsync(Change("DELETE", Set("lb.shop.example.", "A", "<Weight>99</Weight>", "one")))).Text("Message"), StringComparison.Ordinal);
        Assert.Contains("cannot be created", (await SendAsync(Change("CREATE", Set("lb.shop.example.", "A", "", null)))).Text("Message"), StringComparison.Ordinal);
        Assert.Contains("not permitted because a conflicting RRSet of type A", (await ChangeAsync(("CREATE", "lb.shop.example.", "x."))).Text("Message"), StringComparison.Ordinal);
        (await SendAsync(Change("DELETE", Set("lb.shop.example.", "A", routing, "one")))).Ok();
    }

    [Theory]
    [InlineData("<Weight>1</Weight>", "one", "<Weight>1</Weight>", "two", null)]
    [InlineData("<Weight>1</Weight>", "one", "<Region>eu-west-1</Region>", "two", "cannot be created as a non-latency set exists with the same name and type.")]
    [InlineData("<Weight>1</Weight>", "one", "<MultiValueAnswer>true</MultiValueAnswer>", "two", "because a non multivalue answer rrset exists")]
    [InlineData("", null, "<Weight>1</Weight>", "two", "cannot be created as a non-weighted set exists with the same name and type.")]
    [InlineData("<Region>eu-west-1</Region>", "one", "<Region>eu-west-1</Region>", "two", "another set exists with the same name, type and latency value")]
    [InlineData("<Failover>PRIMARY</Failover>", "one", "<Failover>SECONDARY</Failover>", "two", null)]
    [InlineData("<Failover>PRIMARY</Failover>", "one", "<Failover>PRIMARY</Failover>", "two", "another set exists with the same name, type and failover value")]
    [InlineData("<Weight>1</Weight>", "one", "<Weight>1</Weight><Region>eu-west-1</Region>", "two", "has more than one routing policy")]
    [InlineData("<Weight>1</Weight>", "one", "", "two", "a SetIdentifier and no routing policy")]
    [InlineData("<Weight>1</Weight>", "one", "<Weight>1</Weight>", null, "Missing field 'SetIdentifier'")]
    public async Task Given_two_sets_of_one_name_and_type_when_made_then_they_stand_together_only_as_Route_53_lets_them(string first, string? firstId, string second, string? secondId, string? refusal)
    {
        (await SendAsync(Change("CREATE", Set("lb.shop.example.", "A", first, firstId)))).Ok();
        var answer = await SendAsync(Change("CREATE", Set("lb.shop.example.", "A", second, secondId)));
        if (refusal is null)
        {
            answer.Ok();
        }
        else
        {
            Assert.Equal((400, "InvalidChangeBatch"), (answer.Status, answer.Code));
            Assert.Contains(refusal, answer.Text("Message"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Given_weighted_sets_when_one_gets_another_TTL_then_it_is_refused_and_all_at_once_are_not()
    {
        (await SendAsync(Change("CREATE", Set("lb.shop.example.", "A", "<Weight>1</Weight>", "one")), Change("CREATE", Set("lb.shop.example.", "A", "<Weight>1</Weight>", "two")))).Ok();

        Assert.Contains("weighted sets must contain the same TTL", (await SendAsync(Change("UPSERT", Set("lb.shop.example.", "A", "<Weight>1</Weight>", "one", ttl: 60)))).Text("Message"), StringComparison.Ordinal);
        (await SendAsync(
            Change("DELETE", Set("lb.shop.example.", "A", "<Weight>1</Weight>", "one")),
            Change("DELETE", Set("lb.shop.example.", "A", "<Weight>1</Weight>", "two")),
            Change("CREATE", Set("lb.shop.example.", "A", "<Weight>1</Weight>", "one", ttl: 60)),
            Change("CREATE", Set("lb.shop.example.", "A", "<Weight>1</Weight>", "two", ttl: 60)))).Ok();
    }

    [Fact]
    public async Task Given_an_alias_when_made_then_it_has_no_TTL_and_answers_with_what_it_stands_for()
    {
        const string Alias = "<AliasTarget><HostedZoneId>Z0SHOPEXAMPLE00001</HostedZoneId><DNSName>standby.shop.example</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget>";
        (await SendAsync($"<Change><Action>CREATE</Action><ResourceRecordSet><Name>alias.shop.example.</Name><Type>A</Type>{Alias}</ResourceRecordSet></Change>")).Ok();
        sandbox.Advance(3);
        Assert.Equal("192.0.2.99", await AnswerAsync("alias.shop.example.", "A"));
        var listed = (await exec.Route53Async(HttpMethod.Get, Zone, "maxitems=1&name=alias.shop.example.&type=A")).Ok();
        Assert.Equal(("standby.shop.example.", "false"), (listed.Text("DNSName"), listed.Text("EvaluateTargetHealth")));
        Assert.Empty(listed.Texts("TTL"));

        Assert.Contains("is an alias, which has no TTL", (await SendAsync($"<Change><Action>UPSERT</Action><ResourceRecordSet><Name>alias.shop.example.</Name><Type>A</Type><TTL>10</TTL>{Alias}</ResourceRecordSet></Change>")).Text("Message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "should be enclosed in quotation marks")]
    [InlineData("\"open", "should be enclosed in quotation marks")]
    [InlineData("\"a\" \"b\"", null)]
    [InlineData("\"with \\\"quotes\\\" and \\303\\274\"", null)]
    [InlineData("255", null)]
    [InlineData("256", "Value is too long")]
    public async Task Given_a_text_when_made_then_its_strings_are_quoted_and_no_longer_than_255_characters(string value, string? refusal)
    {
        value = int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var length) ? $"\"{new string('x', length)}\"" : value;
        var answer = await SendAsync(Change("CREATE", Set("text.shop.example.", "TXT", "", null, value)));
        Assert.True(refusal is null ? answer.Status == 200 : answer.Text("Message").Contains(refusal, StringComparison.Ordinal), answer.Body);
    }

    [Theory]
    [InlineData("CREATE", 1000, 30, null)]
    [InlineData("CREATE", 1001, 30, "Number of records limit of 1000 exceeded.")]
    [InlineData("UPSERT", 500, 30, null)]
    [InlineData("UPSERT", 501, 30, "Number of records limit of 1000 exceeded.")]
    [InlineData("CREATE", 200, 161, "Number of characters limit of 32000 exceeded.")]
    [InlineData("UPSERT", 100, 161, "Number of characters limit of 32000 exceeded.")]
    public async Task Given_a_batch_when_it_has_more_than_a_request_may_then_it_is_refused(string action, int count, int length, string? refusal)
    {
        var answer = await SendAsync([.. Enumerable.Range(0, count).Select(i => Change(action, Set($"t{i}.shop.example.", "TXT", "", null, $"\"{new string('x', length - 2)}\"")))]);
        Assert.True(refusal is null ? answer.Status == 200 : answer.Text("Message").Contains(refusal, StringComparison.Ordinal), answer.Body);
    }

    [Fact]
    public async Task Given_the_zone_s_own_name_when_a_CNAME_is_made_there_then_it_is_refused() =>
        Assert.Contains("not permitted at apex", (await ChangeAsync(("CREATE", "shop.example.", "x."))).Text("Message"), StringComparison.Ordinal);

    [Fact]
    public async Task Given_a_record_of_a_traffic_policy_when_it_is_changed_then_that_is_not_simulated()
    {
        await using var other = await StartAsync(scenario => scenario.Replace("    - { name: standby", "    - { name: policy.shop.example., type: A, ttl: 60, values: [192.0.2.7], trafficPolicyInstance: 0d1e2f3a-0000-4000-8000-000000000001 }\n    - { name: standby", StringComparison.Ordinal));
        var writer = await other.AsAsync("bo-exec");
        var listed = (await writer.Route53Async(HttpMethod.Get, Zone, "maxitems=1&name=policy.shop.example.&type=A")).Ok();
        Assert.Equal("0d1e2f3a-0000-4000-8000-000000000001", listed.Text("TrafficPolicyInstanceId"));

        var answer = await writer.Route53Async(HttpMethod.Post, Zone + "/", xml: Request(Change("DELETE", Set("policy.shop.example.", "A", "", null, "192.0.2.7", 60))));
        Assert.Contains("made by the traffic policy instance", answer.Text("Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_private_zone_when_it_is_asked_for_answers_then_only_its_records_can_be_read()
    {
        await using var other = await StartAsync(scenario => scenario.Replace("  nameserver: ns-2048", "  private: true\n  nameserver: ns-2048", StringComparison.Ordinal));
        var reader = await other.AsAsync("bo-verify");
        Assert.Equal("true", (await reader.Route53Async(HttpMethod.Get, "/2013-04-01/hostedzone/Z0SHOPEXAMPLE00001")).Ok().Text("PrivateZone"));
        Assert.Equal("api.shop.example.", (await reader.Route53Async(HttpMethod.Get, Zone, "maxitems=1&name=api.shop.example.")).Ok().Text("Name"));
        var answer = await reader.Route53Async(HttpMethod.Get, "/2013-04-01/testdnsanswer", "hostedzoneid=Z0SHOPEXAMPLE00001&recordname=api.shop.example.&recordtype=CNAME");
        Assert.Equal((400, "InvalidInput"), (answer.Status, answer.Code));
        Assert.Equal("false", (await exec.Route53Async(HttpMethod.Get, "/2013-04-01/hostedzone/Z0SHOPEXAMPLE00001")).Ok().Text("PrivateZone"));
    }

    private static async Task<SandboxHost> StartAsync(Func<string, string> scenario)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, scenario(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Scenarios", "checkout-api.yaml"))));
        return await SandboxHost.StartAsync(options => options with { ScenarioPath = path });
    }

    private async Task<string> AnswerAsync(string name, string type)
    {
        var answer = (await exec.Route53Async(HttpMethod.Get, "/2013-04-01/testdnsanswer", $"hostedzoneid=Z0SHOPEXAMPLE00001&recordname={Uri.EscapeDataString(name)}&recordtype={type}")).Ok();
        Assert.Equal("NOERROR", answer.Text("ResponseCode"));
        return answer.Text("RecordDataEntry");
    }

    private Task<Answer> SendAsync(params string[] changes) => exec.Route53Async(HttpMethod.Post, Zone + "/", xml: Request(changes));

    private static string Request(params string[] changes) =>
        $"""<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Changes>{string.Concat(changes)}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>""";

    private static string Change(string action, string set) => $"<Change><Action>{action}</Action><ResourceRecordSet>{set}</ResourceRecordSet></Change>";

    // The schema is a sequence: the routing's element stands before or after the values.
    private static string Set(string name, string type, string routing, string? identifier, string value = "192.0.2.1", int ttl = 10)
    {
        var comesLast = routing.StartsWith("<Cidr", StringComparison.Ordinal) || routing.StartsWith("<GeoProximity", StringComparison.Ordinal);
        return $"<Name>{name}</Name><Type>{type}</Type>{(identifier is null ? "" : $"<SetIdentifier>{identifier}</SetIdentifier>")}{(comesLast ? "" : routing)}<TTL>{ttl}</TTL><ResourceRecords><ResourceRecord><Value>{System.Security.SecurityElement.Escape(value)}</Value></ResourceRecord></ResourceRecords>{(comesLast ? routing : "")}";
    }

    private Task<Answer> ChangeAsync(params (string Action, string Name, string Value)[] changes) => exec.Route53Async(HttpMethod.Post, Zone + "/", xml: Batch(changes));

    private static string Batch(params (string Action, string Name, string Value)[] changes) =>
        """<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Comment>bo:BO-1/s2/1</Comment><Changes>"""
        + string.Concat(changes.Select(c => $"<Change><Action>{c.Action}</Action><ResourceRecordSet><Name>{c.Name}</Name><Type>CNAME</Type><TTL>10</TTL><ResourceRecords><ResourceRecord><Value>{c.Value}</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change>"))
        + "</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>";

    private async Task<string> RecordsAsync() => string.Join('\n', (await sandbox.StateAsync())["records"]!.AsArray().Select(r => $"{r!["name"]} {r["type"]} {r["values"]![0]}"));
}
