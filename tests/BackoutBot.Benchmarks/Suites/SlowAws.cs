using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BackoutBot.Aws.Clients;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace BackoutBot.Benchmarks.Suites;

/// <summary>A sandbox whose calls take as long as those of AWS do, and which tells how many there were.</summary>
internal sealed class SlowAws : IAsyncDisposable
{
    private readonly WebApplication sandbox;
    private readonly HttpClient control;
    private readonly IReadOnlyList<string> accounts;
    private readonly int latencyMilliseconds;

    private SlowAws(WebApplication sandbox, IReadOnlyList<string> accounts, int latencyMilliseconds)
    {
        this.sandbox = sandbox;
        this.accounts = accounts;
        this.latencyMilliseconds = latencyMilliseconds;
        control = new HttpClient { BaseAddress = new Uri(sandbox.Urls.Single()) };
    }

    public static async Task<SlowAws> StartAsync(SandboxOptions options, IReadOnlyList<string> accounts, int latencyMilliseconds)
    {
        var sandbox = SandboxApplication.Build(options, TimeProvider.System);
        await sandbox.StartAsync();
        return new SlowAws(sandbox, accounts, latencyMilliseconds);
    }

    /// <summary>Clients that have no credentials yet.</summary>
    public AwsClients Clients() => new(
        Options.Create(new AwsOptions { ServiceUrl = control.BaseAddress, AccessKey = "AKIASANDBOX000000001", SecretKey = "sandbox-secret-not-a-secret", ReadRetries = 0 }),
        new NoBan(),
        new Measured(),
        TimeProvider.System);

    /// <summary>From now on the calls of these operations take as long as AWS's.</summary>
    public async Task SlowAsync(params IEnumerable<(string Service, string Operation)> operations)
    {
        foreach (var (account, (service, operation)) in accounts.SelectMany(_ => operations, (account, operation) => (account, operation)))
        {
            using var answer = await control.PostAsJsonAsync($"/_sandbox/accounts/{account}/faults", new { service, operation, kind = "stall", times = 100_000, delayMs = latencyMilliseconds });
            if (!answer.IsSuccessStatusCode)
            {
                throw new BenchmarkException($"The sandbox does not stall {service}:{operation}: {await answer.Content.ReadAsStringAsync()}");
            }
        }
    }

    /// <summary>How many calls there were since then, and how many of them one after the other.</summary>
    public async Task<(int Calls, int Rounds)> SinceAsync(DateTimeOffset since, string? service = null)
    {
        var calls = new List<JsonNode>();
        foreach (var account in accounts)
        {
            calls.AddRange((await control.GetFromJsonAsync<JsonArray>($"/_sandbox/accounts/{account}/calls"))!.Select(call => call!));
        }

        var times = calls.Where(call => service is null || (string)call["service"]! == service).Select(call => (DateTimeOffset)call["time"]!).Where(time => time >= since).Order().ToArray();
        var rounds = 0;
        var begun = DateTimeOffset.MinValue;
        foreach (var time in times)
        {
            // What is made at the same time is answered at the same time.
            if (time - begun > TimeSpan.FromMilliseconds(latencyMilliseconds / 2.0))
            {
                (rounds, begun) = (rounds + 1, time);
            }
        }

        return (times.Length, rounds);
    }

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        await sandbox.DisposeAsync();
    }

    private sealed class Measured : IInstallation
    {
        public InstallationId Id => new("be9c4a12");
    }

    private sealed class NoBan : IWriteBan
    {
        public ValueTask<string?> ReasonAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);
    }
}
