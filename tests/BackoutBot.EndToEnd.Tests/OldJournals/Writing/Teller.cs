using System.Text.Json.Nodes;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Signals;
using BackoutBot.Core.Steps;
using BackoutBot.EndToEnd.Tests.Processes;
using BackoutBot.EndToEnd.Tests.World;

namespace BackoutBot.EndToEnd.Tests.OldJournals.Writing;

/// <summary>Tells one story, a click or a word after the other.</summary>
/// <param name="World">Its world.</param>
/// <param name="Attempt">How often it was told before, without coming where it was to come.</param>
internal sealed record Teller(StoryWorld World, int Attempt)
{
    /// <summary>More calls than any story makes.</summary>
    private const int Always = 100_000;

    private int clicks;

    private ConsoleClient Alice => World.Alice;

    private ConsoleClient Bob => World.Bob;

    /// <summary>Production breaks, all alarms go off, and the bot proposes a backout.</summary>
    public async Task BreakAsync(int signals = 4)
    {
        await World.Control.BreakProductionAsync();
        _ = await World.Journal.UntilAsync(
            "all signals, checks and the restore point",
            backout => backout.Phase is BackoutPhase.Watching && backout.Events<SignalJoined>().Count() >= signals && backout.Events<RestorePointTaken>().Any() && backout.Events<ItemChecked>().Count() >= 6);
        await QuietAsync();
    }

    /// <summary>Production breaks, and alice asks for a backout: its plan waits.</summary>
    public async Task StartAsync(int signals = 4)
    {
        await BreakAsync(signals);
        await SayAsync(Alice, "/backout start checkout-api orders fail");
        _ = await UntilAsync(BackoutPhase.AwaitingApproval);
    }

    /// <summary>As <see cref="StartAsync"/>, and bob approves.</summary>
    public async Task ApproveAsync(int signals = 4)
    {
        await StartAsync(signals);
        await PressAsync(Bob, "approve");
    }

    /// <summary>As <see cref="ApproveAsync"/>, but a step fails, for want of a permission.</summary>
    public async Task BlockAsync()
    {
        await StartAsync();
        await DenyAsync("codedeploy:StopDeployment");
        await PressAsync(Bob, "approve");
        await BlockedAsync();
    }

    /// <summary>Waits until a step has failed and no other is at work.</summary>
    public async Task BlockedAsync() => await World.Journal.UntilAsync("a failed step, and no other at work", backout => backout.Phase is BackoutPhase.Blocked && AtWork(backout) == 0);

    /// <summary>As <see cref="BlockAsync"/>, and bob has it planned again: the second plan waits.</summary>
    public async Task ReplanAsync()
    {
        await BlockAsync();
        await PressAsync(Bob, "replan");
        _ = await UntilAsync(BackoutPhase.AwaitingApproval);
    }

    /// <summary>Bob halts the rollback, and what runs ends.</summary>
    public async Task PauseAsync()
    {
        await PressAsync(Bob, "pause");
        _ = await World.Journal.UntilAsync("a halt", backout => backout.Phase is BackoutPhase.Paused && AtWork(backout) == 0);
    }

    /// <summary>Bob approves, the steps run, and the alarms can't be read: it can't be seen whether it helped.</summary>
    public async Task RollBackBlindlyAsync(BackoutPhase to)
    {
        await StartAsync();
        await DenyAsync("cloudwatch:DescribeAlarms");
        await PressAsync(Bob, "approve");
        _ = await World.Journal.UntilAsync($"the phase {to}, and what it sees", backout => backout.Phase == to && backout.Events<WellnessChanged>().Any());
    }

    /// <summary>Waits until the backout has ended, and everybody was told.</summary>
    public Task<Backout> EndAsync() => World.EndAsync();

    public Task AbortAsync() => PressAsync(Bob, "abort", input: "We fix it forward.");

    public Task<Backout> UntilAsync(BackoutPhase phase) => World.Journal.UntilAsync($"the phase {phase}", backout => backout.Phase == phase);

    /// <summary>The call is refused from now on.</summary>
    public Task DenyAsync(string action) => World.Control.FailAsync(action, "deny", Always);

    /// <summary>The call gets no answer for a while.</summary>
    public Task StallAsync(string action) => World.Control.FailAsync(action, "stall", 10, delayMs: 8000);

    public async Task PressAsync(ConsoleClient who, string verb, string? step = null, string? input = null)
    {
        string? plan = verb is "approve" or "deny" ? (await World.Journal.FindAsync())!.Plan : null;
        await who.PressAsync(Journal.Id, verb, Key(who), plan, step, input);
    }

    public Task SayAsync(ConsoleClient who, string text) => who.SayAsync("#ops", text, Key(who));

    /// <summary>Two at once, a little apart, another distance each time.</summary>
    public async Task AtOnceAsync(Func<Task> first, Func<Task> second)
    {
        Task one = first();
        await Task.Delay(Attempt % 8);
        await Task.WhenAll(one, second());
    }

    /// <summary>Waits until nothing is under way between the account and the chat.</summary>
    public async Task QuietAsync()
    {
        await Eventually.TrueAsync("the account to be quiet", async () =>
        {
            JsonNode state = await World.Control.StateAsync();
            return state["deliveries"]!.AsArray().All(delivery => (string)delivery!["status"]! != "pending");
        });
        _ = await World.Journal.UntilAsync("the chat to be quiet", backout => backout.Unsent == 0);
    }

    /// <summary>How many attempts at steps have begun and not ended.</summary>
    public static int AtWork(Backout backout) =>
        backout.Events<StepIntended>().Count()
        - backout.Events<StepSucceeded>().Count() - backout.Events<StepFailed>().Count() - backout.Events<StepBecameUncertain>().Count();

    private string Key(ConsoleClient who) => $"{who.Person}-click-{++clicks}";
}
