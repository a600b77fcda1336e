using System.Diagnostics;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Resources;
using BackoutBot.Benchmarks.Figures;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Sandbox;

namespace BackoutBot.Benchmarks.Suites;

/// <summary>
/// How many calls it takes to read much of AWS, and how many of them one after the other, where each takes 50 ms: the sandbox counts them.
/// </summary>
internal sealed class AwsReads(Bench bench)
{
    private const int LatencyMilliseconds = 50;
    private const string Zone = "Z0SHOPEXAMPLE00001";
    private const string OtherZone = "Z0GLOBALEXAMPLE0001";

    private static readonly ServiceId Service = new("checkout-api");
    private static readonly BackoutId Backout = new("checkout-api-1");
    private static readonly AwsAccount Own = AccountOf("own", Demo.Account);
    private static readonly AwsAccount Network = AccountOf("network", "210987654321");

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        Bench.Say($"aws: reads at {LatencyMilliseconds} ms a call");
        return
        [
            await PlannedAsync("200 record sets planned", [(Zone, "shop.example.", Own, 200)], maxRounds: 6, maxCalls: 20, maxSeconds: 0.6),
            await PlannedAsync("500 record sets in two zones planned", [(Zone, "shop.example.", Own, 250), (OtherZone, "shop-global.example.", Network, 250)], maxRounds: 7, maxCalls: null, maxSeconds: null),
            await HistoryAsync("a good release among the last 25 of 1,500", good: 20, maxCalls: 3),
            await HistoryAsync("no good release among 1,500", good: null, maxCalls: 76),
        ];
    }

    private async Task<Figure> PlannedAsync(string name, (string Zone, string Domain, AwsAccount Account, int Count)[] zones, int maxRounds, int? maxCalls, double? maxSeconds)
    {
        DnsRecord[] records = [.. zones.SelectMany(zone => Enumerable.Range(0, zone.Count).Select(i => new DnsRecord(zone.Zone, $"r{i:000}.{zone.Domain}", "A", null) { Id = $"r{i} {zone.Zone}", Account = zone.Account }))];
        await using var sandbox = await StartAsync((file, text) =>
        {
            var zone = file == "network.yaml" ? OtherZone : Zone;
            return text.Replace("  seconds: { inSync:", $"{string.Concat(records.Where(record => record.HostedZoneId == zone).Select(record => $"    - {{ name: {record.Name}, type: A, ttl: 10, values: [192.0.2.1] }}\n"))}  seconds: {{ inSync:", StringComparison.Ordinal);
        });
        var action = new Route53RevertAction(new Catalogue(new AwsService([Own, Network], [], records)), sandbox.Clients(), TimeProvider.System);
        var states = await action.CaptureAsync(Context, CancellationToken.None);
        var restorePoint = new RestorePoint(DateTimeOffset.UtcNow, states, []);

        await sandbox.SlowAsync(("sts", "AssumeRole"), ("route53", "ListResourceRecordSets"));
        var since = DateTimeOffset.UtcNow;
        // A bot that has just started: it has no credentials of the roles yet.
        var fresh = new Route53RevertAction(new Catalogue(new AwsService([Own, Network], [], records)), sandbox.Clients(), TimeProvider.System);
        var begin = Stopwatch.GetTimestamp();
        var outcome = await fresh.PlanAsync(Context, new StepDefinition(new StepId("dns"), Route53RevertAction.ActionName, []), restorePoint, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (outcome is not PlanningOutcome.NotNeeded || states.Any(state => state.Unread is not null))
        {
            throw new BenchmarkException($"{name}: the plan is {outcome}.");
        }

        var (calls, rounds) = await sandbox.SinceAsync(since);
        return Of(
            name,
            seconds,
            $"<= {maxRounds} rounds{(maxCalls is { } most ? $", {most} calls" : "")}{(maxSeconds is { } longest ? $", {longest} s" : "")}",
            rounds <= maxRounds && !(calls > maxCalls) && !(seconds > maxSeconds),
            calls,
            rounds);
    }

    // The latest went out when trouble had begun, so that the history is asked for what was before.
    private async Task<Figure> HistoryAsync(string name, int? good, int maxCalls)
    {
        const string History = "    - { id: d-SHOPV2310, version: v2.3.1, description: \"checkout-api v2.3.1\", daysAgo: 6, minutes: 14 }";
        await using var sandbox = await StartAsync((_, text) => text.Replace(History, string.Join('\n', Enumerable.Range(0, 1500).Reverse().Select(i => FormattableString.Invariant(
            $"    - {{ id: d-H{i:00000000}, version: {(i == good ? "v2.5.0" : "v2.3.1")}, description: \"release\", daysAgo: {(i / 12.0) + (5 / 1440.0):0.######}, minutes: 1 }}"))), StringComparison.Ordinal));
        var group = new CodeDeployTarget("checkout-api", "checkout-api-prod") { Id = "checkout-api-prod", Account = Own };
        var action = new CodeDeployRedeployAction(new Catalogue(new AwsService([Own], [], [group])), sandbox.Clients(), TimeProvider.System);
        await sandbox.SlowAsync(("codedeploy", "ListDeployments"), ("codedeploy", "BatchGetDeployments"));

        var begin = Stopwatch.GetTimestamp();
        var states = await action.CaptureAsync(Context with { SuspectSince = DateTimeOffset.UtcNow - TimeSpan.FromMinutes(6) }, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (states.Count != (good is null ? 0 : 1))
        {
            throw new BenchmarkException($"{name}: {states.Count} releases were found.");
        }

        // How the group stands, what is in flight and the latest deployment are read in any case.
        const int StandingOfGroup = 3;
        var (calls, rounds) = await sandbox.SinceAsync(DateTimeOffset.MinValue, "codedeploy");
        return Of(name, seconds, $"<= {maxCalls} calls beside {StandingOfGroup}", calls - StandingOfGroup <= maxCalls, calls, rounds);
    }

    private static Figure Of(string name, double seconds, string target, bool isMet, int calls, int rounds) => new(
        name,
        seconds,
        "s",
        "no peer does this",
        null,
        target,
        isMet,
        $"{calls} calls in {rounds} rounds",
        new Dictionary<string, object>(StringComparer.Ordinal) { ["calls"] = calls, ["rounds"] = rounds, ["latencyMilliseconds"] = LatencyMilliseconds });

    private static ActionContext Context { get; } = new(
        Backout,
        new ServiceDefinition(Service, "production", "#ops", [], new ApprovalPolicy([], [], 1, TimeSpan.FromMinutes(15)), [], new ValidationPolicy(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)), new Dictionary<ItemId, string>(), []),
        null);

    private static AwsAccount AccountOf(string name, string id) =>
        new(name, id, Demo.Region, new AwsRoles($"arn:aws:iam::{id}:role/bo-verify", $"arn:aws:iam::{id}:role/bo-exec", null));

    private async Task<SlowAws> StartAsync(Func<string, string, string> scenario)
    {
        var folder = bench.FreshFolder();
        Directory.CreateDirectory(folder);
        string[] files = ["checkout-api.yaml", "network.yaml"];
        foreach (var file in files)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, file), scenario(file, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Scenarios", file))));
        }

        return await SlowAws.StartAsync(
            new SandboxOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder, ScenarioPath = Path.Combine(folder, files[0]), OtherAccounts = [Path.Combine(folder, files[1])] },
            [Own.Id, Network.Id],
            LatencyMilliseconds);
    }

    private sealed class Catalogue(AwsService resources) : IAwsResourceCatalogue
    {
        public IReadOnlyDictionary<ServiceId, AwsService> All { get; } = new Dictionary<ServiceId, AwsService> { [Service] = resources };
    }
}
