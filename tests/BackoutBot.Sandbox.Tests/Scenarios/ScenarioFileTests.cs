using BackoutBot.Sandbox.Scenarios;

namespace BackoutBot.Sandbox.Tests.Scenarios;

public sealed class ScenarioFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("backoutbot-scenario-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("revisions:\n", "revisons:\n", "revisons")]
    [InlineData("account: \"123456789012\"", "account: \"12345\"", "not a 12-digit account id")]
    [InlineData("  running: v2.3.1", "  running: v9", "there is no revision 'v9'; known: v2.3.1, v2.4.0, v2.5.0")]
    [InlineData("    topic: checkout-api-alarms\n    metric: { name: T", "    topic: nowhere\n    metric: { name: T", "there is no topic 'nowhere'")]
    [InlineData("    topic: checkout-api-alarms\n    metric: { name: T", "    logs: { schedule: hourly, startOffset: 60 }\n    topic: checkout-api-alarms\n    metric: { name: T", "'hourly' is no rate, such as rate(5 minutes)")]
    [InlineData("    topic: checkout-api-alarms\n    metric: { name: T", "    logs: { schedule: rate(0 minutes), startOffset: 60 }\n    topic: checkout-api-alarms\n    metric: { name: T", "'rate(0 minutes)' is no rate")]
    [InlineData("    topic: checkout-api-alarms\n    metric: { name: T", "    logs: { schedule: rate(1 minute), startOffset: 60, endOffset: 60 }\n    topic: checkout-api-alarms\n    metric: { name: T", "less than startOffset")]
    [InlineData("    topic: checkout-api-alarms\n    metric: { name: T", "    logs: { schedule: rate(1 minute), startOffset: 60, results: 0 }\n    topic: checkout-api-alarms\n    metric: { name: T", "at least one result is judged")]
    [InlineData("  retries: 100", "  retries: 1000", "SNS allows 0 to 100 retries")]
    [InlineData("  retries: 100", "  retries: often", "often")]
    [InlineData("    stallsAfter: 4", "    failsAfter: 30", "v2.4.0 can't fail at once and later")]
    [InlineData("    unhealthy: true", "    failsAfter: -1", "not a duration")]
    [InlineData("    stallsAfter: 4", "    failAfter: 4", "failAfter")]
    [InlineData("    stallsAfter: 4", "    stallsAfter: 4\n    stallsAfter: 5", "stallsAfter")]
    [InlineData("zone: eu-west-1b }", "zone: eu-west-1b, target: sick }", "can't be 'sick'; a target is one of draining, healthy, initial")]
    [InlineData("zone: eu-west-1b }", "zone: eu-west-1b, target: draining, reason: Target.Timeout }", "can't be draining for 'Target.Timeout'; that state's reasons: Target.DeregistrationInProgress")]
    [InlineData("protocol: HTTPS, port: 443,", "protocol: HTTPS, port: 443, forward: [{ targetGroup: nowhere }],", "there is no target group 'nowhere'; known: checkout-api-prod")]
    [InlineData("protocol: HTTPS, port: 443,", "protocol: HTTPS, port: 443, forward: [{ targetGroup: checkout-api-prod, weight: 1000 }],", "1000 is no weight")]
    [InlineData("  running: v2.3.1", "  running: v2.3.1\n  targetGroupPair: [checkout-api-prod, nowhere]", "there is no target group 'nowhere'; known: checkout-api-prod")]
    [InlineData("    anyOf: [checkout-api-5xx, checkout-api-latency]", "    rule: ALARM(nowhere)", "there is no alarm 'nowhere'; known: checkout-api-5xx, checkout-api-health, checkout-api-latency")]
    [InlineData("    anyOf: [checkout-api-5xx, checkout-api-latency]", "    rule: RAISED(checkout-api-5xx)", "'RAISED' is no function")]
    [InlineData("    anyOf: [checkout-api-5xx, checkout-api-latency]", "    rule: ALARM(checkout-api-5xx) checkout-api-latency", "'checkout-api-latency' can't follow")]
    [InlineData("    anyOf: [checkout-api-5xx, checkout-api-latency]", "    rule: ALARM(checkout-api-5xx", "lacks a ')'")]
    [InlineData("    anyOf: [checkout-api-5xx, checkout-api-latency]", "    rule: ALARM(checkout-api-5xx) AND", "ends too early")]
    [InlineData("multiAz: true, ageDays: 412", "multiAz: true, cluster: none, ageDays: 412", "there is no cluster 'none'")]
    [InlineData("multiAz: true, ageDays: 412", "multiAz: true, replicaOf: none, ageDays: 412", "there is no database 'none'; known: checkout-db")]
    [InlineData("database: checkout-db, type: manual", "type: manual", "is a snapshot either of a database or of a cluster")]
    [InlineData("standby.shop.example., type: A, ttl: 300", "standby.shop.example., type: A", "Missing field 'TTL'")]
    [InlineData("standby.shop.example., type: A", "api.shop.example., type: A", "a conflicting RRSet of type CNAME with the same DNS name already exists")]
    public void Given_a_fault_when_read_then_the_line_and_the_fault_are_told(string good, string bad, string hint)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scenarios", "checkout-api.yaml"));
        var at = text.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, "the scenario no longer holds what this test changes");
        var refused = Refused(text.Remove(at, good.Length).Insert(at, bad));
        var fault = Assert.Single(refused.Faults);
        Assert.Contains(hint, fault, StringComparison.Ordinal);
        var line = text[..at].Count(c => c == '\n') + 1;
        Assert.Matches($"^line ({line}|{line + 1}): ", fault);
    }

    [Theory]
    [InlineData("signatureVersion: \"2\"", "signatureVersion: \"3\"", "'*' is not a signature version of SNS; use \"*\" or \"*\"", "signatureVersion: \"{1}\"")]
    [InlineData("signatureVersion: \"2\"", "signatureVersion: \"3\"", "'*' is not a signature version of SNS; use \"*\" or \"*\"", "signatureVersion: \"{2}\"")]
    [InlineData("    stallsAfter: 4", "    failsAfter: 30", "* can't fail at once and later: leave out 'unhealthy' or 'failsAfter'", "")]
    [InlineData("    unhealthy: true\n    stallsAfter: 4", "    unhealthy: true\n    failsAfter: 30", "* can't fail at once and later: leave out 'unhealthy' or 'failsAfter'", "    failsAfter: 30")]
    [InlineData("    stallsAfter: 4", "    bundle: {{ restore: begun }}", "'*' is no restore: write '*' or '*', or leave it out", "    bundle: {{ restore: {1} }}")]
    [InlineData("    stallsAfter: 4", "    bundle: {{ restore: begun }}", "'*' is no restore: write '*' or '*', or leave it out", "    bundle: {{ restore: {2} }}")]
    [InlineData("    stallsAfter: 4", "    bundle: {{ restore: begun }}", "'*' is no restore: write '*' or '*', or leave it out", "")]
    [InlineData("  records:\n", "  records:\n    - {{ name: \"grüße.shop.example.\", type: A, ttl: 60, values: [192.0.2.1] }}\n", "'*' is no name: write what is no printable ASCII as \\ and three octal digits", "  records:\n    - {{ name: 'gr\\303\\274\\303\\237e.shop.example.', type: A, ttl: 60, values: [192.0.2.1] }}\n")]
    public void Given_a_fault_when_it_is_mended_as_advised_then_the_scenario_is_read(string good, string bad, string advice, string mended)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scenarios", "checkout-api.yaml"));
        var at = text.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, "the scenario no longer holds what this test changes");
        string[] told = Advised.By(Assert.Single(Refused(With(string.Format(bad, ""))).Faults), advice);

        File.WriteAllText(Path.Combine(folder, "scenario.yaml"), With(string.Format(mended, [.. told, "", ""])));
        Build(Path.Combine(folder, "scenario.yaml"));

        string With(string instead) => text.Remove(at, good.Length).Insert(at, instead);
    }

    [Fact]
    public void Given_several_faults_when_read_then_all_are_told()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scenarios", "checkout-api.yaml"));
        var refused = Refused(text.Replace("deploy: v2.4.0", "deploy: v9", StringComparison.Ordinal).Replace("database: checkout-db,", "database: none,", StringComparison.Ordinal));
        Assert.Equal(2, refused.Faults.Count);
    }

    [Fact]
    public void Given_a_missing_member_when_read_then_it_is_named()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scenarios", "checkout-api.yaml"));
        Assert.Contains("Region", Refused(text.Replace("region: eu-west-1\n", "", StringComparison.Ordinal)).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Given_no_file_when_read_then_it_is_named()
    {
        var refused = Assert.Throws<ScenarioException>(() => Build(Path.Combine(folder, "none.yaml")));
        Assert.Contains("none.yaml", refused.Message, StringComparison.Ordinal);
    }

    private ScenarioException Refused(string text)
    {
        var file = Path.Combine(folder, "scenario.yaml");
        File.WriteAllText(file, text);
        return Assert.Throws<ScenarioException>(() => Build(file));
    }

    private void Build(string scenario)
    {
        using var built = (IDisposable)SandboxApplication.Build(new SandboxOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder, ScenarioPath = scenario }, TimeProvider.System);
    }
}
