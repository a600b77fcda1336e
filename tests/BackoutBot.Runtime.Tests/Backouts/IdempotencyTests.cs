using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Signals;
using BackoutBot.Runtime.Backouts;
using BackoutBot.Runtime.Storage;
using BackoutBot.Runtime.Tests.World;
using CsCheck;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>Commands come twice, out of order, at once and in two processes: each counts once.</summary>
public sealed class IdempotencyTests : IDisposable
{
    private const int Rounds = 25;

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new([.. Enumerable.Range(0, Rounds).Select(one => $"svc-{one}")]);

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_each_command_twice_and_out_of_order_then_each_counts_once()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var round = -1;
        var orders = Gen.Shuffle(Enumerable.Range(0, 16).ToArray());

        await orders.SampleAsync(
            async order =>
            {
                var service = $"svc-{Interlocked.Increment(ref round)}";
                await PlayAsync(bot, service, order);
                await AssertConsistentAsync(bot, $"{service}-1");
            },
            iter: Rounds,
            threads: 2);

        Assert.All(world.Effects, effect => Assert.Equal(1, effect.Value));
    }

    [Fact]
    public async Task Given_two_processes_on_one_journal_then_stale_versions_are_decided_anew_and_nothing_is_done_twice()
    {
        await using var first = await ScriptedBot.StartAsync(world, directory.Path);
        await using var second = await ScriptedBot.StartAsync(world, directory.Path);
        await first.Service("svc-0").RouteAsync(Envelope(Alarm("svc-0", "m-1")));
        await first.Backout("svc-0-1").HandleAsync(Envelope(new Start(new CommandKey("console:s"), Alice, null)));
        var planned = await first.WhenAsync("svc-0-1", state => state.Phase is BackoutPhase.AwaitingApproval);

        // Both processes have an activation of the same backout, each with its own view of the journal.
        await Task.WhenAll(Enumerable.Range(0, 20).Select(note => (note % 2 == 0 ? first : second)
            .Backout("svc-0-1")
            .HandleAsync(Envelope(new Note(new CommandKey($"console:n{note}"), Bob, $"note {note}")))));
        await Task.WhenAll(new[] { first, second }.Select(bot =>
            bot.Backout("svc-0-1").HandleAsync(Envelope(new Approve(new CommandKey("console:a"), Bob, planned.Plan!.Hash)))));
        await first.WhenAsync("svc-0-1", state => state.Phase is BackoutPhase.Validating || state.IsClosed);

        var history = await AssertConsistentAsync(second, "svc-0-1");
        Assert.Equal(20, history.Entries.Count(entry => entry.Event is NoteAdded));
        Assert.Single(history.Entries, entry => entry.Event is PlanApproved);
        Assert.Equal(3, world.Effects.Count);
        Assert.All(world.Effects, effect => Assert.Equal(1, effect.Value));
        Assert.All(world.Starts.GroupBy(start => start.Key), calls => Assert.InRange(calls.Count(call => !call.MayHaveActed), 0, 1));
    }

    [Fact]
    public async Task Given_many_alarms_at_once_then_there_is_one_backout()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(one => bot.HearAsync($"m-{one}", $"AlarmRaised svc-{one % 4} {one}")));
        await Eventually.TrueAsync(async () => await bot.Store.Inbox.CountPendingAsync(default) == 0, () => "the inbox is not empty");

        var heads = await bot.Store.Journal.ListAsync(100, default);
        Assert.Equal(["svc-0-1", "svc-1-1", "svc-2-1", "svc-3-1"], heads.Select(head => head.Id.Value).Order(StringComparer.Ordinal));
        foreach (var head in heads)
        {
            var state = (await bot.FindAsync(head.Id.Value))!;
            Assert.Equal(50, state.Signals.Count);
        }
    }

    [Fact]
    public async Task Given_events_of_one_service_then_they_join_in_the_order_in_which_they_were_accepted()
    {
        await using var bot = await ScriptedBot.StartAsync(world, directory.Path);
        for (var one = 0; one < 60; one++)
        {
            await bot.HearAsync($"m-{one:00}", $"AlarmRaised svc-0 {60 - one}");
        }

        var state = await bot.WhenAsync("svc-0-1", state => state.Signals.Count == 60);

        Assert.Equal(Enumerable.Range(0, 60).Select(one => $"m-{one:00}"), state.Signals.Select(signal => signal.Id.Value));
    }

    private static async Task PlayAsync(ScriptedBot bot, string service, int[] order)
    {
        var id = $"{service}-1";
        await bot.Service(service).RouteAsync(Envelope(Alarm(service, $"{service}-m0")));
        BackoutCommand[] commands =
        [
            new Start(new CommandKey("console:start"), Alice, null),
            new Start(new CommandKey("console:start-2"), Bob, null),
            new Note(new CommandKey("console:note"), Dave, "hm"),
            Alarm(service, $"{service}-m1"),
            new Pause(new CommandKey("console:pause"), Dave),
            new Resume(new CommandKey("console:resume"), Bob),
            new Announce(new CommandKey("console:tell"), Bob, "we are on it"),
            new Deny(new CommandKey("console:deny"), Dave, null, "no"),
        ];

        // Twice each, in any order, with the approvals as soon as there is something to approve.
        foreach (var one in order)
        {
            var envelope = Envelope(commands[one / 2]);
            await (commands[one / 2] is JoinSignal ? bot.Service(service).RouteAsync(envelope) : bot.Backout(id).HandleAsync(envelope));
        }

        var planned = await bot.WhenAsync(id, state => state.Plan is not null || state.IsClosed);
        if (planned.Plan is { } plan)
        {
            await Task.WhenAll(((PersonId[])[Alice, Alice, Bob, Bob, Dave, Dave]).Select(person =>
                bot.Backout(id).HandleAsync(Envelope(new Approve(new CommandKey($"console:approve-{person}"), person, plan.Hash)))));
        }

        await bot.WhenAsync(id, state => state.IsClosed || state.Phase is BackoutPhase.Validating or BackoutPhase.Paused);
    }

    private static async Task<BackoutHistory> AssertConsistentAsync(ScriptedBot bot, string id)
    {
        var history = (await bot.Get<IBackoutReader>().FindAsync(new BackoutId(id), default))!;
        Assert.Null(history.TamperedAt);
        Assert.Equal(history.Entries.Count, history.State.Version);
        var asked = history.Entries.Where(entry => entry.Cause.Value.StartsWith("console:", StringComparison.Ordinal));
        Assert.All(asked.GroupBy(entry => entry.Cause), cause => Assert.Single(cause.Select(entry => entry.At).Distinct()));
        Assert.Equal(history.State.Signals.Count, history.State.Signals.Select(signal => signal.Id).Distinct().Count());
        Assert.Equal(history.State.Approvals.Count, history.State.Approvals.Select(approval => approval.By).Distinct().Count());
        Assert.True(history.Entries.Count(entry => entry.Event is BackoutRequested) <= 1);
        var intents = history.Entries.Select(entry => entry.Event).OfType<StepIntended>().ToList();
        Assert.Equal(intents.Count, intents.Select(intent => intent.Key).Distinct().Count());
        return history;
    }

    private static JoinSignal Alarm(string service, string id) => new(
        new CommandKey($"signal:{id}"),
        new Signal(new SignalId(id), SignalKind.AlarmRaised, new ResourceKey($"alarm:{service}"), "5xx", TimeProvider.System.GetUtcNow(), "it burns", new Dictionary<string, string>()));

    private static CommandEnvelope Envelope(BackoutCommand command) => new(
        command, null, TimeProvider.System.GetUtcNow(), null, new Authority(IsKnown: true, IsApprover: command.By != Dave, "by script"), Routed: false);
}
