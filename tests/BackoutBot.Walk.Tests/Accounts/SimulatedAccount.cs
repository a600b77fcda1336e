using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackoutBot.Sandbox;
using BackoutBot.Walk.Tests.Plans;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;

namespace BackoutBot.Walk.Tests.Accounts;

/// <summary>The sandbox in this process, with all the accounts of a plan, over its real wire protocols, on a clock that the walk moves.</summary>
internal sealed class SimulatedAccount : IAsyncDisposable
{
    /// <summary>More calls than any case makes.</summary>
    public const int ForGood = 1_000_000;

    /// <summary>The calls by which the steps change something.</summary>
    public static readonly IReadOnlyList<string> Writes =
        ["elasticloadbalancing:CreateRule", "elasticloadbalancing:DeleteRule", "codedeploy:StopDeployment", "codedeploy:CreateDeployment", "route53:ChangeResourceRecordSets"];

    private const string BadAnswer = "checkout-v240.shop.example.";

    // Made once: making RSA keys takes longer than a case.
    private static readonly Lazy<(byte[] Authority, byte[] Leaf)> Certificates = new(MakeCertificates);

    private readonly WebApplication sandbox;
    private readonly HttpClient http;
    private readonly WalkedPlan plan;
    private readonly string folder;

    private SimulatedAccount(WebApplication sandbox, WalkedPlan plan, string folder, FakeTimeProvider clock)
    {
        this.plan = plan;
        this.sandbox = sandbox;
        this.folder = folder;
        Clock = clock;
        http = new HttpClient { BaseAddress = Url };
    }

    public FakeTimeProvider Clock { get; }

    public Uri Url => new(sandbox.Urls.Single());

    public static async Task<SimulatedAccount> StartAsync(WalkedPlan plan)
    {
        var folder = Scratch.NewFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder, "ca.pem"), Certificates.Value.Authority);
        await File.WriteAllBytesAsync(Path.Combine(folder, "sns.pem"), Certificates.Value.Leaf);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var sandbox = SandboxApplication.Build(new SandboxOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder, OtherAccounts = [.. plan.OtherAccounts.Select(file => Path.Combine(AppContext.BaseDirectory, "Scenarios", file))] }, clock);
        await sandbox.StartAsync();
        return new SimulatedAccount(sandbox, plan, folder, clock);
    }

    /// <summary>The story up to where it stands still: half of the fleet is bad, every alarm rings, the records point to the bad release.</summary>
    public async Task BreakAsync()
    {
        using var answer = await http.PostAsync("/_sandbox/story/break-production", null);
        answer.EnsureSuccessStatusCode();
        Clock.Advance(TimeSpan.FromSeconds(20));
        foreach (var record in plan.Records.Where(record => record.Account != WalkedPlan.OwnAccount))
        {
            await MoveAsync(record, BadAnswer);
        }
    }

    /// <summary>Somebody else has a record point elsewhere.</summary>
    public async Task MoveAsync(WatchedRecord record, string answer)
    {
        using var moved = await http.PutAsJsonAsync($"/_sandbox/accounts/{record.Account}/records", new { name = record.Name, type = "CNAME", ttl = 10, values = new[] { answer } });
        Assert.True(moved.IsSuccessStatusCode, await moved.Content.ReadAsStringAsync());
    }

    /// <summary>Somebody else deploys; what was under way is stopped first.</summary>
    public async Task DeployAsync(string version)
    {
        using var deployed = await http.PostAsJsonAsync("/_sandbox/deployments", new { version, description = $"by hand: {version}" });
        Assert.True(deployed.IsSuccessStatusCode, await deployed.Content.ReadAsStringAsync());
    }

    /// <summary>Has calls of an operation go wrong.</summary>
    /// <param name="operation">The service and the operation, as IAM writes them.</param>
    /// <param name="kind">As the sandbox's faults are called: throttle, fail, lose-response, deny.</param>
    /// <param name="times">How many calls.</param>
    /// <param name="after">How many go well before.</param>
    /// <param name="account">The account in which.</param>
    public async Task FaultAsync(string operation, string kind, int times = 1, int after = 0, string account = WalkedPlan.OwnAccount)
    {
        var parts = operation.Split(':');
        using var answer = await http.PostAsJsonAsync($"/_sandbox/accounts/{account}/faults", new { service = parts[0], operation = parts[1], kind, times, after });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>No call of any kind that was made so far is answered any more.</summary>
    public async Task GoAwayAsync()
    {
        foreach (var account in plan.Accounts)
        {
            var calls = await http.GetFromJsonAsync<IReadOnlyList<AccountWrite>>($"/_sandbox/accounts/{account}/calls", JsonSerializerOptions.Web);
            foreach (var operation in calls!.Select(call => $"{call.Service}:{call.Operation}").Concat(Writes).Distinct(StringComparer.Ordinal))
            {
                await FaultAsync(operation, "fail", ForGood, account: account);
            }
        }
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public async Task MendAsync()
    {
        foreach (var account in plan.Accounts)
        {
            using var answer = await http.DeleteAsync($"/_sandbox/accounts/{account}/faults");
            answer.EnsureSuccessStatusCode();
        }
    }

    public async Task<AccountReading> ReadAsync()
    {
        var states = new List<JsonNode>();
        var writes = new List<AccountWrite>();
        foreach (var account in plan.Accounts)
        {
            states.Add((await http.GetFromJsonAsync<JsonNode>($"/_sandbox/accounts/{account}/state"))!);
            writes.AddRange((await http.GetFromJsonAsync<IReadOnlyList<AccountWrite>>($"/_sandbox/accounts/{account}/calls?mutating=true", JsonSerializerOptions.Web))!);
        }

        return new AccountReading(states, writes, plan.Records);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await sandbox.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static (byte[] Authority, byte[] Leaf) MakeCertificates()
    {
        var folder = Scratch.NewFolder();
        using ((IDisposable)SandboxApplication.Build(new SandboxOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder }, TimeProvider.System))
        {
            var made = (File.ReadAllBytes(Path.Combine(folder, "ca.pem")), File.ReadAllBytes(Path.Combine(folder, "sns.pem")));
            Directory.Delete(folder, recursive: true);
            return made;
        }
    }
}
