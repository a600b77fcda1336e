using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Sns;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace BackoutBot.Aws.Tests.Support;

/// <summary>The adapter against the sandbox: real clients, real wire, one clock that the test moves.</summary>
internal sealed class AwsWorld : IAsyncDisposable
{
    private const string Lag = "listed: 1.0";

    // Made once: making RSA keys takes longer than most tests.
    private static readonly Lazy<(byte[] Authority, byte[] Leaf)> Certificates = new(MakeCertificates);

    private readonly WebApplication sandbox;
    private readonly string folder;
    private readonly HashSet<IdempotencyKey> attempts = [];
    private WebApplication bot;

    private AwsWorld(WebApplication sandbox, string folder, FakeTimeProvider clock)
    {
        this.sandbox = sandbox;
        this.folder = folder;
        Clock = clock;
        Http = new HttpClient { BaseAddress = new Uri(sandbox.Urls.Single()) };
        bot = Bot();
    }

    public FakeTimeProvider Clock { get; }

    public HttpClient Http { get; }

    public OneService Catalogue { get; } = new(CheckoutApi.Resources);

    public ScriptedBan Ban { get; } = new();

    public MemoryInbox Inbox { get; } = new();

    public IServiceProvider Services => bot.Services;

    /// <param name="scenario">Changes the text of the sandbox's scenario; null leaves it.</param>
    /// <param name="listsLag">Whether lists of rules follow a change late, as they are shipped to; a test about something else need not let time pass for them.</param>
    public static async Task<AwsWorld> StartAsync(Func<string, string>? scenario = null, bool listsLag = false)
    {
        var folder = Directory.CreateTempSubdirectory("backoutbot-aws-").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "ca.pem"), Certificates.Value.Authority);
        await File.WriteAllBytesAsync(Path.Combine(folder, "sns.pem"), Certificates.Value.Leaf);
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var options = new SandboxOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder, ScenarioPath = Path.Combine(folder, "scenario.yaml") };
        var shipped = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Scenarios", "checkout-api.yaml"));
        Assert.Contains(Lag, shipped, StringComparison.Ordinal);
        var text = listsLag ? shipped : shipped.Replace(Lag, "listed: 0", StringComparison.Ordinal);
        await File.WriteAllTextAsync(options.ScenarioPath, scenario?.Invoke(text) ?? text);
        var sandbox = SandboxApplication.Build(options, clock);
        await sandbox.StartAsync();
        return new AwsWorld(sandbox, folder, clock);
    }

    /// <summary>The bot's process ends and another begins: nothing in memory is left.</summary>
    /// <param name="settings">What it is set otherwise.</param>
    public async Task RestartBotAsync(params (string Key, string Value)[] settings)
    {
        await bot.DisposeAsync();
        bot = Bot(settings);
    }

    /// <summary>Opens the webhook on a port of its own, and tells the sandbox.</summary>
    public async Task SubscribeAsync()
    {
        await bot.StartAsync();
        using var answer = await Http.PutAsync("/_sandbox/webhook", new StringContent($"{bot.Urls.Single()}/sns/sandbox"));
        answer.EnsureSuccessStatusCode();
    }

    public SomeInstallation Installation { get; } = new();

    public IRollbackAction Action(string name) => Services.GetServices<IRollbackAction>().Single(action => action.Name == name);

    /// <summary>Somebody with the same rights who works past the bot.</summary>
    public AwsSession Somebody => Services.GetRequiredService<AwsClients>().Writer(
        CheckoutApi.Own,
        Execution(new PlanStep(new StepId("by-hand"), "by-hand", [], "", "", "", TimeSpan.Zero, Reversibility.OneWay, null, null, 1, default)));

    public IIntakeSource Intake => Services.GetServices<IIntakeSource>().Single();

    public Task<CheckResult> CheckAsync(string item, RestorePoint? restorePoint = null, params ResourceKey[] triggering) =>
        CheckAllAsync(new ItemId(item), new CheckContext(CheckoutApi.Backout, CheckoutApi.Service, restorePoint, triggering));

    /// <summary>The same, where it is to prove a rollback.</summary>
    public Task<CheckResult> ProveAsync(string item, DateTimeOffset since, RestorePoint? restorePoint = null) =>
        CheckAllAsync(new ItemId(item), new CheckContext(CheckoutApi.Backout, CheckoutApi.Service, restorePoint, []) { ProvesSince = since });

    /// <summary>An alarm is in that state until it is evaluated again.</summary>
    public async Task SetAlarmAsync(string name, string state, string reason)
    {
        using var answer = await Http.PutAsync($"/_sandbox/alarms/{name}?state={state}&reason={Uri.EscapeDataString(reason)}", null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What all checks of an item find; unknown where there was nothing to look at.</summary>
    private async Task<CheckResult> CheckAllAsync(ItemId item, CheckContext context)
    {
        var found = await Task.WhenAll(Services.GetServices<ICheck>().Where(check => check.Item == item).Select(check => check.RunAsync(context, CancellationToken.None)));
        return CheckResults.Worst(item, [.. found.OfType<CheckResult>()]) ?? new CheckResult(item, CheckStatus.Unknown, "Nothing was named.", null, []);
    }

    public async Task<RestorePoint> CaptureAsync(string action, DateTimeOffset? troubleSince = null) =>
        new(Clock.GetUtcNow(), await Action(action).CaptureAsync(Context(troubleSince), CancellationToken.None), []);

    public Task<PlanningOutcome> PlanAsync(string action, RestorePoint? restorePoint = null, DateTimeOffset? troubleSince = null, ServiceDefinition? service = null, IReadOnlyList<MovedResource>? moved = null, params string[] included) =>
        Action(action).PlanAsync(Context(troubleSince, service) with { Moved = moved ?? [], Included = included.ToHashSet() }, CheckoutApi.Step(action), restorePoint, CancellationToken.None);

    /// <summary>What is being deployed, as a person who wants it stopped is told.</summary>
    public Task<StopReading> ReadInFlightAsync() => Services.GetServices<IDeploymentStopper>().Single().ReadAsync(Context(null), CancellationToken.None);

    public async Task<StepExecution> ApprovedAsync(string action, RestorePoint? restorePoint = null, DateTimeOffset? troubleSince = null) =>
        Execution(Assert.IsType<PlanningOutcome.Planned>(await PlanAsync(action, restorePoint, troubleSince)).Step);

    public static StepExecution Execution(PlanStep step) =>
        new(CheckoutApi.Backout, CheckoutApi.Service, step, 1, KeyOf(step.Id), [new PersonId("alice"), new PersonId("bob")], MayHaveActed: false);

    /// <summary>What of that which the step rests on is neither as it was planned nor as the step leaves it.</summary>
    public async Task<IReadOnlyList<MovedFact>> DriftAsync(PlanStep step) =>
        [.. MovedFact.Find(step, await Action(step.Action).ReadBasisAsync(Context(null), step, CancellationToken.None))];

    /// <summary>What is not as the step left it, for people; null where all is.</summary>
    public async Task<string?> AmissAsync(StepExecution execution) => (await VerifyAsync(execution)).Amiss;

    public Task<StepVerification> VerifyAsync(StepExecution execution) => VerifyAsync(execution.Step);

    public Task<StepVerification> VerifyAsync(PlanStep step) => Action(step.Action).VerifyAsync(Context(null), step, CancellationToken.None);

    public Task<StartOutcome> StartAsync(StepExecution execution)
    {
        if (execution.Key.IsOf(SomeInstallation.Own))
        {
            attempts.Add(execution.Key);
        }

        return Action(execution.Step.Action).StartAsync(execution, CancellationToken.None);
    }

    /// <summary>The key of an attempt of the backout, by this installation.</summary>
    public static IdempotencyKey KeyOf(StepId step, int attempt = 1) => IdempotencyKey.Of(SomeInstallation.Own, CheckoutApi.Backout, 1, step, attempt);

    /// <summary>Starts it, and again where it is told to wait for a list that may lag, as the runner does.</summary>
    public async Task<string> StartedAsync(StepExecution execution)
    {
        for (var i = 0; i < 10 && await StartAsync(execution) is var outcome; i++)
        {
            if (outcome is not StartOutcome.NotYet { Reason: var reason } || !reason.Contains("may lag behind", StringComparison.Ordinal))
            {
                return Assert.IsType<StartOutcome.Started>(outcome).Handle;
            }

            Advance(1);
        }

        throw new TimeoutException("The step was not started within 10 simulated seconds.");
    }

    /// <summary>What puts back what the step changed, and the others with it by the same plan.</summary>
    public Task<PlanningOutcome> PlanUndoAsync(StepExecution done, params StepExecution[] others) =>
        ((IUndoable)Action(done.Step.Action)).PlanUndoAsync(Context(null) with { Undone = [done.Step, .. others.Select(other => other.Step)] }, done.Step, CancellationToken.None);

    /// <summary>The same, planned and approved.</summary>
    public async Task<StepExecution> UndoAsync(StepExecution done) =>
        Execution(Assert.IsType<PlanningOutcome.Planned>(await PlanUndoAsync(done)).Step with { Id = new StepId($"undo-{done.Step.Id}") });

    public Task<Observation> ObserveAsync(StepExecution execution, string handle) => Action(execution.Step.Action).ObserveAsync(execution, handle, CancellationToken.None);

    /// <summary>Looks once a second of the simulated clock until the step has ended.</summary>
    public async Task<Observation> EndAsync(StepExecution execution, string handle, int seconds = 240)
    {
        for (var i = 0; i < seconds; i++)
        {
            var seen = await ObserveAsync(execution, handle);
            if (seen is not Observation.Running)
            {
                return seen;
            }

            Advance(1);
        }

        throw new TimeoutException($"The step did not end within {seconds} simulated seconds.");
    }

    public void Advance(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>The story up to where it stands still: half of the fleet is bad, every alarm rings, the record points to the bad release.</summary>
    public async Task<string> BreakAsync()
    {
        using var answer = await Http.PostAsync("/_sandbox/story/break-production", null);
        answer.EnsureSuccessStatusCode();
        Advance(20);
        return (string)(await StateAsync())["story"]!["deployment"]!;
    }

    public async Task FaultAsync(string service, string operation, string kind, int times = 1, int delayMs = 0, int after = 0)
    {
        using var answer = await Http.PostAsJsonAsync("/_sandbox/faults", new { service, operation, kind, times, delayMs, after });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>STS refuses a role until <see cref="AllowAsync"/>.</summary>
    public async Task RefuseAsync(string role, string kind = "deny")
    {
        using var answer = await Http.PostAsJsonAsync("/_sandbox/faults", new { service = "sts", operation = "AssumeRole", kind, times = 1000, resource = role });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>STS refuses none any more.</summary>
    public async Task AllowAsync()
    {
        using var answer = await Http.DeleteAsync("/_sandbox/faults");
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The calls so far, whatever came of them.</summary>
    public async Task<IReadOnlyList<JsonNode>> CallsAsync(string? operation = null) =>
        [.. (await Http.GetFromJsonAsync<JsonArray>("/_sandbox/calls"))!.Where(call => operation is null || (string)call!["operation"]! == operation).Select(call => call!)];

    public async Task<int> FaultsLeftAsync() => (await Http.GetFromJsonAsync<JsonArray>("/_sandbox/faults"))!.Count;

    public async Task<JsonNode> StateAsync() => (await Http.GetFromJsonAsync<JsonNode>("/_sandbox/state"))!;

    /// <summary>The calls that would change something, whatever came of them.</summary>
    public async Task<IReadOnlyList<JsonNode>> ChangesAsync(string operation) =>
        [.. (await Http.GetFromJsonAsync<JsonArray>("/_sandbox/calls?mutating=true"))!.Where(call => (string)call!["operation"]! == operation).Select(call => call!)];

    /// <summary>The role that the latest call of an operation was made as.</summary>
    public async Task<string> RoleOfAsync(string operation) =>
        (string)(await Http.GetFromJsonAsync<JsonArray>("/_sandbox/calls"))!.Last(call => (string)call!["operation"]! == operation)!["principal"]!["roleArn"]!;

    public async Task<string> RecordAsync() =>
        (string)(await StateAsync())["records"]!.AsArray().Single(record => (string)record!["name"]! == "api.shop.example.")!["values"]![0]!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await bot.DisposeAsync();
        await sandbox.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static (byte[] Authority, byte[] Leaf) MakeCertificates()
    {
        var folder = Directory.CreateTempSubdirectory("backoutbot-aws-").FullName;
        using ((IDisposable)SandboxApplication.Build(new SandboxOptions { Urls = "http://127.0.0.1:0", DataDirectory = folder }, TimeProvider.System))
        {
            var made = (File.ReadAllBytes(Path.Combine(folder, "ca.pem")), File.ReadAllBytes(Path.Combine(folder, "sns.pem")));
            Directory.Delete(folder, recursive: true);
            return made;
        }
    }

    private ActionContext Context(DateTimeOffset? troubleSince, ServiceDefinition? service = null) =>
        new(CheckoutApi.Backout, service ?? CheckoutApi.Service, troubleSince) { Keys = attempts };

    private WebApplication Bot(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = AwsEnvironments.Sandbox });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Aws:ServiceUrl"] = Http.BaseAddress!.ToString(),
            ["Aws:AccessKey"] = "AKIASANDBOX000000001",
            ["Aws:SecretKey"] = "sandbox-secret-not-a-secret",
            // A read that is tried again waits by the machine's clock.
            ["Aws:ReadRetries"] = "0",
            ["Sns:Integrations:0"] = "sandbox",
            ["Sns:CertificateOrigin"] = Http.BaseAddress!.ToString(),
            ["Sns:TrustedCaUrl"] = new Uri(Http.BaseAddress!, "/_sandbox/ca.pem").ToString(),
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)));
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<IInbox>(Inbox);
        builder.Services.AddSingleton<IAwsResourceCatalogue>(Catalogue);
        builder.Services.AddSingleton<IWriteBan>(Ban);
        builder.Services.AddSingleton<IInstallation>(Installation);
        builder.AddAws();
        var app = builder.Build();
        app.MapSns();
        return app;
    }
}
