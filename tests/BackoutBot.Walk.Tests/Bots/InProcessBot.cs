using BackoutBot.Aws;
using BackoutBot.Aws.Clients;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.People;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.PlanFiles;
using BackoutBot.Runtime;
using BackoutBot.Runtime.Backouts;
using BackoutBot.Runtime.RestorePoints;
using BackoutBot.Runtime.Storage;
using BackoutBot.Walk.Tests.Accounts;
using BackoutBot.Walk.Tests.Plans;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackoutBot.Walk.Tests.Bots;

/// <summary>
/// The bot's own decider, journal, planner and actions, driven by hand: one piece of due work at a time, in the agenda's order, on the
/// simulated clock. What the grain adds is that work runs side by side and in real time.
/// </summary>
internal sealed class InProcessBot : IAsyncDisposable
{
    private readonly IHost host;
    private readonly SimulatedAccount account;
    private readonly HashSet<IdempotencyKey> untouched = [];
    private readonly Dictionary<string, int> failures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> failsSince = new(StringComparer.Ordinal);
    private readonly UnbrokenLook proving = new(new RuntimeOptions().LongestGap);
    private BackoutAggregate backout = null!;

    private InProcessBot(SimulatedAccount account, IHost host)
    {
        this.account = account;
        this.host = host;
    }

    public BackoutState State => backout.State;

    public ServiceDefinition Service => Get<IServiceCatalogue>().All.Single();

    /// <param name="account">What it works on.</param>
    /// <param name="way">Where it calls AWS: the account, or what stands between.</param>
    /// <param name="plan">The plan file that it goes by.</param>
    /// <param name="store">The folder of its journal.</param>
    /// <param name="change">Changes its parts, to plant a fault; null leaves them as they are.</param>
    public static async Task<InProcessBot> StartAsync(SimulatedAccount account, Uri way, WalkedPlan plan, string store, Action<IServiceCollection>? change)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = AwsEnvironments.Sandbox });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Aws:ServiceUrl"] = way.ToString(),
            ["Aws:AccessKey"] = "AKIASANDBOX000000001",
            ["Aws:SecretKey"] = "sandbox-secret-not-a-secret",
            // A read that is tried again waits by the machine's clock.
            ["Aws:ReadRetries"] = "0",
            ["Storage:DataDirectory"] = store,
            ["Plans:Folder"] = plan.Folder,
        });
        builder.Services.AddSingleton<TimeProvider>(account.Clock);
        builder.Services.AddSingleton<IDirectory, WalkPeople>();
        builder.AddPlanFiles().AddAws().AddBackoutEngine();
        change?.Invoke(builder.Services);

        var bot = new InProcessBot(account, builder.Build());
        await bot.Get<IStore>().OpenAsync(CancellationToken.None);
        return bot;
    }

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    /// <summary>Turns to a backout, as it is in the journal. Nothing that this process knew of it counts any more.</summary>
    public async Task TurnToAsync(BackoutId id)
    {
        untouched.Clear();
        failures.Clear();
        failsSince.Clear();
        backout = new BackoutAggregate(id, Get<BackoutServices>());
        await backout.LoadAsync();
    }

    /// <summary>Keeps the restore point that the keeper would keep while all is well.</summary>
    public async Task KeepRestorePointAsync()
    {
        var point = await Get<StateCapture>().CaptureAsync(new ActionContext(new BackoutId("keeper"), Service, SuspectSince: null), faultsAreStates: false, CancellationToken.None);
        var rules = Get<IOptions<RuntimeOptions>>().Value.RulesOf(Service.RestorePoints);
        await Get<IStore>().Journal.KeepRestorePointAsync(Service.Id, new RestorePointReading(point, Wellness.Well, rules), CancellationToken.None);
    }

    /// <summary>What is being deployed, as the bot reads it when a person wants it stopped.</summary>
    public Task<StopReading> ReadInFlightAsync() => Get<IDeploymentStopper>().ReadAsync(new ActionContext(State.Id, Service, SuspectSince: null), CancellationToken.None);

    /// <summary>A person's word, or a signal.</summary>
    public async Task<IReadOnlyList<JournalEntry>> HandleAsync(BackoutCommand command)
    {
        var authority = command is PersonCommand { By: { } person }
            ? await Get<ILiveAuthority>().OfAsync(person, Service, CancellationToken.None)
            : Authority.None;
        var (receipt, appended) = await backout.HandleAsync(new CommandEnvelope(
            command,
            null,
            account.Clock.GetUtcNow(),
            null,
            authority,
            Routed: State.Version == 0));
        Assert.True(receipt.Fate is CommandFate.Recorded or CommandFate.NothingToDo, $"{command}: {receipt.Fate}, {receipt.Note}");
        foreach (var intended in appended.Select(entry => entry.Event).OfType<StepIntended>())
        {
            untouched.Add(intended.Key);
        }

        return appended;
    }

    /// <summary>What is due now.</summary>
    public IReadOnlyList<Work> Due() => BackoutAgenda.Of(State, Service, account.Clock.GetUtcNow()).Work;

    /// <summary>Does one piece of due work, and writes down what came of it.</summary>
    public async Task<IReadOnlyList<JournalEntry>> DoAsync(Work work)
    {
        var began = account.Clock.GetUtcNow();
        var brief = new WorkBrief(State, Service, failures.GetValueOrDefault(work.Name) + 1 >= Get<IOptions<RuntimeOptions>>().Value.FailuresBeforeTelling, MayHaveActed(work), null)
        {
            LookedSince = proving.SinceAt(began, State.WellSince),
            IsUnseenForLong = failsSince.TryGetValue(work.Name, out var since) && since + Get<IOptions<RuntimeOptions>>().Value.UntoldUnseen <= began,
        };
        var runner = Get<WorkRunner>();
        BackoutCommand report;
        try
        {
            report = await runner.RunAsync(work, brief, CancellationToken.None);
        }
        catch (Exception) when (failures.GetValueOrDefault(work.Name) < 1000)
        {
            // As the grain: a failure is one more reason to do it again, later.
            return Missed(work);
        }

        if (report is NotSeenYet unseen)
        {
            Assert.True(failures.GetValueOrDefault(work.Name) < 1000, unseen.Reason);
            return Missed(work);
        }

        failures.Remove(work.Name);
        failsSince.Remove(work.Name);
        if (report is ReportValidation)
        {
            proving.Looked(began, brief.LookedSince);
        }

        return await HandleAsync(report);
    }

    private JournalEntry[] Missed(Work work)
    {
        failures[work.Name] = failures.GetValueOrDefault(work.Name) + 1;
        failsSince.TryAdd(work.Name, account.Clock.GetUtcNow());
        return [];
    }

    /// <summary>Does one piece of due work, and dies before it is written down what came of it.</summary>
    public Task DoAndForgetAsync(Work work) =>
        Get<WorkRunner>().RunAsync(work, new WorkBrief(State, Service, IsLastTry: false, MayHaveActed(work), null), CancellationToken.None);

    /// <summary>Looks whether time alone moves it.</summary>
    public Task<IReadOnlyList<JournalEntry>> TickAsync() => HandleAsync(new Tick(new CommandKey($"tick@{State.Version}")));

    private bool MayHaveActed(Work work) => work is Work.Begin begin && (!untouched.Remove(begin.Key) || begin.Attempt > 1);

    public async ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
