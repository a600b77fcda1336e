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
    public async Task Given_an_upsert_when_sent_then_the_answer_changes_at_once_and_the_change_gets_in_sync()
    {
        var change = (await ChangeAsync(("UPSERT", "api.shop.example.", "checkout-v240.shop.example."))).Ok();
        Assert.Equal("PENDING", change.Text("Status"));
        Assert.Equal("bo:BO-1/s2/1", change.Text("Comment"));
        var answer = (await exec.Route53Async(HttpMethod.Get, "/2013-04-01/testdnsanswer", "hostedzoneid=Z0SHOPEXAMPLE00001&recordname=api.shop.example.&recordtype=CNAME")).Ok();
        Assert.Equal(("NOERROR", "checkout-v240.shop.example."), (answer.Text("ResponseCode"), answer.Text("RecordDataEntry")));

        var path = "/2013-04-01" + change.Text("Id");
        Assert.Equal("PENDING", (await exec.Route53Async(HttpMethod.Get, path)).Ok().Text("Status"));
        sandbox.Advance(2.5);
        Assert.Equal("INSYNC", (await exec.Route53Async(HttpMethod.Get, path)).Ok().Text("Status"));
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
            var answer = (await exec.Route53Async(HttpMethod.Get, "/2013-04-01/testdnsanswer", $"hostedzoneid=Z0SHOPEXAMPLE00001&recordname={Uri.EscapeDataString(start)}&recordtype=CNAME")).Ok();
            Assert.Equal("NOERROR", answer.Text("ResponseCode"));
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

    private Task<Answer> ChangeAsync(params (string Action, string Name, string Value)[] changes) => exec.Route53Async(HttpMethod.Post, Zone + "/", xml: Batch(changes));

    private static string Batch(params (string Action, string Name, string Value)[] changes) =>
        """<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Comment>bo:BO-1/s2/1</Comment><Changes>"""
        + string.Concat(changes.Select(c => $"<Change><Action>{c.Action}</Action><ResourceRecordSet><Name>{c.Name}</Name><Type>CNAME</Type><TTL>10</TTL><ResourceRecords><ResourceRecord><Value>{c.Value}</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change>"))
        + "</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>";

    private async Task<string> RecordsAsync() => string.Join('\n', (await sandbox.StateAsync())["records"]!.AsArray().Select(r => $"{r!["name"]} {r["type"]} {r["values"]![0]}"));
}
