using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;

namespace BackoutBot.Sandbox.Tests.Support;

/// <summary>A sandbox on a free port, with a clock that the test moves. Its data folder outlives a restart.</summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    public const string BaseKey = "AKIASANDBOX000000001";
    public const string BaseSecret = "sandbox-secret-not-a-secret";

    // Made once: a key of RSA takes longer than most tests.
    private static readonly Lazy<(byte[] Authority, byte[] Leaf)> Certificates = new(MakeCertificates);

    private readonly SandboxOptions options;
    private WebApplication app;

    private SandboxHost(SandboxOptions options, WebApplication app)
    {
        this.options = options;
        this.app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public FakeTimeProvider Clock { get; private init; } = null!;

    public HttpClient Http { get; private set; }

    public string Origin => Http.BaseAddress!.ToString();

    public string DataDirectory => options.DataDirectory;

    public static async Task<SandboxHost> StartAsync(Func<SandboxOptions, SandboxOptions>? with = null)
    {
        var folder = Directory.CreateTempSubdirectory("backoutbot-sandbox-").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "ca.pem"), Certificates.Value.Authority);
        await File.WriteAllBytesAsync(Path.Combine(folder, "sns.pem"), Certificates.Value.Leaf);
        var options = new SandboxOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder };
        options = with?.Invoke(options) ?? options;
        if (options.ScenarioPath is null)
        {
            // The clock stands still unless a test moves it, and so would lists that follow late; those that are about that say so.
            options = options with { ScenarioPath = Path.Combine(folder, "scenario.yaml") };
            var shipped = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Scenarios", "checkout-api.yaml"));
            Assert.Contains("listed: 1.0", shipped, StringComparison.Ordinal);
            await File.WriteAllTextAsync(options.ScenarioPath, shipped.Replace("listed: 1.0", "listed: 0", StringComparison.Ordinal));
        }

        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var app = SandboxApplication.Build(options, clock);
        await app.StartAsync();
        return new SandboxHost(options, app) { Clock = clock };
    }

    /// <summary>Stops the process's part of the sandbox and starts it again on the same data.</summary>
    public async Task RestartAsync(Func<SandboxOptions, SandboxOptions>? with = null)
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Http.Dispose();
        app = SandboxApplication.Build(with?.Invoke(options) ?? options, Clock);
        await app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    /// <summary>The real STS client, with the base credential.</summary>
    public AmazonSecurityTokenServiceClient Sts(AWSCredentials? credentials = null) => new(
        credentials ?? new BasicAWSCredentials(BaseKey, BaseSecret),
        new AmazonSecurityTokenServiceConfig { ServiceURL = Origin, AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });

    public async Task<Credentials> AssumeAsync(string role, params (string Key, string Value)[] tags)
    {
        using var sts = Sts();
        var answer = await sts.AssumeRoleAsync(new AssumeRoleRequest
        {
            RoleArn = $"arn:aws:iam::123456789012:role/{role}",
            RoleSessionName = "bo-1-s1",
            SourceIdentity = "alice",
            Tags = tags.Length == 0 ? null : [.. tags.Select(t => new Tag { Key = t.Key, Value = t.Value })],
        });
        return answer.Credentials;
    }

    public async Task<SignedClient> AsAsync(string role)
    {
        var credentials = await AssumeAsync(role);
        return new SignedClient(Http, credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken);
    }

    public async Task<JsonNode> StateAsync() => (await Http.GetFromJsonAsync<JsonNode>("/_sandbox/state"))!;

    public async Task<JsonArray> CallsAsync(bool mutating = true) => (await Http.GetFromJsonAsync<JsonArray>($"/_sandbox/calls?mutating={(mutating ? "true" : "false")}"))!;

    public async Task FaultAsync(string service, string operation, string kind, int times = 1, int delayMs = 0, int after = 0, string? resource = null)
    {
        using var response = await Http.PostAsJsonAsync("/_sandbox/faults", new { service, operation, kind, times, delayMs, after, resource });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<(int Status, string Body)> BreakAsync()
    {
        using var response = await Http.PostAsync("/_sandbox/story/break-production", null);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public void Advance(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    public async Task<string> AlarmAsync(string name) => (string)(await StateAsync())["alarms"]!.AsArray().Single(a => (string)a!["name"]! == name)!["state"]!;

    /// <summary>The story up to where it stands still: half of the fleet is bad, every alarm rings.</summary>
    public async Task<string> BrokenAsync()
    {
        Assert.Equal(202, (await BreakAsync()).Status);
        Advance(20);
        return (string)(await StateAsync())["story"]!["deployment"]!;
    }

    private static (byte[] Authority, byte[] Leaf) MakeCertificates()
    {
        var folder = Directory.CreateTempSubdirectory("backoutbot-sandbox-").FullName;
        using ((IDisposable)SandboxApplication.Build(new SandboxOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder }, TimeProvider.System))
        {
            var made = (File.ReadAllBytes(Path.Combine(folder, "ca.pem")), File.ReadAllBytes(Path.Combine(folder, "sns.pem")));
            Directory.Delete(folder, recursive: true);
            return made;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Http.Dispose();
        Directory.Delete(options.DataDirectory, recursive: true);
    }
}
