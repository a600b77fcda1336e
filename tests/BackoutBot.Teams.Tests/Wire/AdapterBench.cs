using System.Collections.Concurrent;
using BackoutBot.Console.Tests.Fakes;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Services;
using BackoutBot.Slack.Tests.Wire;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace BackoutBot.Teams.Tests.Wire;

/// <summary>The adapter alone, over what the test holds in its hands in the place of the engine, on a clock that the test turns.</summary>
public sealed class AdapterBench : IAsyncDisposable, IThreads, IAdapterMemory, ILiveAuthority
{
    private readonly ConcurrentDictionary<string, string> memory = new(StringComparer.Ordinal);

    private AdapterBench(FakeMicrosoft microsoft) => Microsoft = microsoft;

    public FakeMicrosoft Microsoft { get; }

    public TeamsHost Host { get; private set; } = null!;

    public TeamsClient Client => Host.Client;

    public IChatPlatform Platform => Host.Get<IChatPlatform>();

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public MemoryInbox Inbox { get; } = new();

    public RecordingLogs Logs { get; } = new();

    public DemoStory Story { get; } = new();

    /// <summary>What the adapter's memory waits for before it keeps anything.</summary>
    public Task MemoryGate { get; set; } = Task.CompletedTask;

    /// <summary>The card as Teams shows it in the channel.</summary>
    public ShownMessage Card { get; private set; } = null!;

    public IReadOnlyList<ChatSubmission> Kept => [.. Inbox.Messages.Select(ChatSubmission.FromInbox)];

    /// <summary>Starts it.</summary>
    /// <param name="reader">What is read of backouts; by default the demo's.</param>
    /// <param name="sandbox">Settings for the environment <c>Sandbox</c>; by default it is that of production.</param>
    /// <param name="setting">One more setting.</param>
    public static async Task<AdapterBench> StartAsync(IBackoutReader? reader = null, IReadOnlyDictionary<string, string?>? sandbox = null, (string Key, string Value)? setting = null)
    {
        AdapterBench bench = new(await FakeMicrosoft.StartAsync());
        _ = bench.Story.Break().Ask();
        bench.Host = await TeamsHost.StartAsync(bench.Microsoft, builder =>
        {
            _ = builder.Services
                .AddSingleton<TimeProvider>(bench.Time)
                .AddSingleton<IInbox>(bench.Inbox)
                .AddSingleton<IThreads>(bench)
                .AddSingleton<IAdapterMemory>(bench)
                .AddSingleton<ILiveAuthority>(bench)
                .AddSingleton(reader ?? bench.Story.Backouts)
                .AddSingleton<IServiceCatalogue, DemoCatalogue>();
            _ = builder.Logging.AddProvider(bench.Logs);
            _ = builder.Configuration.AddInMemoryCollection(sandbox ?? new Dictionary<string, string?>());
            if (setting is { } one)
            {
                _ = builder.Configuration.AddInMemoryCollection([KeyValuePair.Create(one.Key, (string?)one.Value)]);
            }
        }, sandbox is null ? "Production" : "Sandbox");
        return bench;
    }

    /// <summary>The app is in the team, and the card is in the channel.</summary>
    public async Task<AdapterBench> WithCardAsync()
    {
        await Client.InstallAsync();
        _ = Assert.IsType<Delivery.Done>(await DeliverAsync(new ChatMessage(ThreadWriter.CardKey(DemoStory.Id), "#ops", null, null, new CardBody(Story.Card))));
        Card = Microsoft.Connector.Shown[^1];
        return this;
    }

    public Task<Delivery> DeliverAsync(ChatMessage message, string? thread = null, string? existing = null) =>
        Platform.DeliverAsync(new ChatDelivery(message, thread, existing, MayHaveArrived: false), CancellationToken.None);

    /// <summary>Turns the clock until the answer is there, and says how much time that took.</summary>
    public async Task<(T Answer, TimeSpan After)> AnsweredAsync<T>(Task<T> answer)
    {
        DateTimeOffset began = Time.GetUtcNow();
        while (await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System)) != answer)
        {
            Assert.True(Time.GetUtcNow() - began < TimeSpan.FromMinutes(1), "There is no answer after a minute.");
            Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        return (await answer, Time.GetUtcNow() - began);
    }

    public ValueTask<BackoutId?> FindAsync(string platform, string reference, CancellationToken cancellationToken) =>
        ValueTask.FromResult<BackoutId?>(Card is not null && reference == $"{Card.Conversation}|{Card.Id}" ? DemoStory.Id : null);

    public ValueTask<string?> ReferenceOfAsync(string platform, BackoutId backout, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Card is null ? null : $"{Card.Conversation}|{Card.Id}");

    ValueTask<string?> IAdapterMemory.FindAsync(string platform, string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(memory.GetValueOrDefault($"{platform} {key}"));

    public async ValueTask PutAsync(string platform, string key, string text, CancellationToken cancellationToken)
    {
        await MemoryGate.WaitAsync(cancellationToken);
        memory[$"{platform} {key}"] = text;
    }

    public ValueTask<Authority> OfAsync(PersonId person, ServiceDefinition service, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new Authority(true, person.Value == "alice", "by the test"));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Microsoft.DisposeAsync();
    }
}
