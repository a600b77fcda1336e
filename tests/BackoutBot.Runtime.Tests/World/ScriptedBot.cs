using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.People;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Core.Signals;
using BackoutBot.Runtime.Backouts;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Tests.World;

/// <summary>The engine in a real host with a real silo and a real database, in a scripted world.</summary>
public sealed class ScriptedBot : IAsyncDisposable
{
    private readonly IHost host;

    private ScriptedBot(IHost host) => this.host = host;

    public IStore Store => Get<IStore>();

    public static async Task<ScriptedBot> StartAsync(
        ScriptedWorld world,
        string directory,
        IJournalObserver? observer = null,
        Action<HostApplicationBuilder>? configure = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:DataDirectory"] = directory,
            ["Runtime:PollMin"] = "00:00:00.005",
            ["Runtime:PollMax"] = "00:00:00.050",
            ["Runtime:Settle"] = "00:00:00.050",
            ["Runtime:RestorePointInterval"] = "00:00:00",
            ["Runtime:SweepInterval"] = "00:00:00.100",
            ["Runtime:ResidueInterval"] = "00:00:00.100",
            ["Runtime:ShutdownGrace"] = "00:00:00.500",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(world);
        builder.Services.AddSingleton<IChatPlatform>(world.Chat);
        builder.Services.AddSingleton<IDirectory, ScriptedPeople>();
        builder.Services.AddSingleton<IServiceCatalogue, ScriptedCatalogue>();
        builder.Services.AddSingleton<ScriptedSource>();
        builder.Services.AddSingleton<IIntakeSource>(services => services.GetRequiredService<ScriptedSource>());
        builder.Services.AddSingleton<IRollbackAction, ScriptedAction>();
        builder.Services.AddSingleton<IDeploymentStopper, ScriptedStopper>();
        builder.Services.AddSingleton<IReleaseSource, ScriptedReleases>();
        builder.Services.AddSingleton<IUsabilitySource, ScriptedBundles>();
        builder.Services.AddSingleton<IAlarmReader, ScriptedAlarms>();
        foreach (var item in Checklist.Items)
        {
            builder.Services.AddSingleton<ICheck>(new ScriptedCheck(world, item.Id));
        }

        if (observer is not null)
        {
            builder.Services.AddSingleton(observer);
        }

        configure?.Invoke(builder);
        builder.AddBackoutRuntime();
        var host = builder.Build();
        await host.StartAsync();
        return new ScriptedBot(host);
    }

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public IBackoutGrain Backout(string id) => Get<IGrainFactory>().GetGrain<IBackoutGrain>(id);

    public IServiceGrain Service(string id) => Get<IGrainFactory>().GetGrain<IServiceGrain>(id);

    /// <summary>An event comes in.</summary>
    public async Task<InboxReceipt> HearAsync(string key, string body) =>
        await Store.Inbox.AcceptAsync(new InboxMessage(key, "scripted", body, TimeProvider.System.GetUtcNow(), null), CancellationToken.None);

    /// <summary>A person types a command, in a backout's thread or outside of any.</summary>
    public async Task TypeAsync(string key, PersonId person, string text, string? backout = null) =>
        await Store.Inbox.AcceptAsync(
            new ChatSubmission(key, "console", person, "#ops", backout is null ? null : new BackoutId(backout), text, null).ToInbox(TimeProvider.System.GetUtcNow(), null),
            CancellationToken.None);

    public async Task<BackoutState?> FindAsync(string id) =>
        (await Get<IBackoutReader>().FindAsync(new BackoutId(id), CancellationToken.None))?.State;

    /// <summary>Waits until the backout is as wanted.</summary>
    public async Task<BackoutState> WhenAsync(string id, Func<BackoutState, bool> wanted)
    {
        BackoutState? state = null;
        await Eventually.TrueAsync(
            async () => (state = await FindAsync(id)) is not null && wanted(state),
            () => state is null ? $"{id} does not exist" : $"{id} is {state.Phase} at {state.Version}: {string.Join(", ", state.Steps.Values.Select(step => $"{step.Id} {step.Phase} {step.Note}"))} {string.Join("; ", state.PlanningProblems)} {state.WellnessNote}");
        return state!;
    }

    public async Task StopAsync() => await host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await host.StopAsync(patience.Token);
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
