using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.EndToEnd.Tests.Processes;

namespace BackoutBot.EndToEnd.Tests.World;

/// <summary>The people's part of the story. Each does what they do once, whatever becomes of the processes meanwhile.</summary>
internal static class Story
{
    public const string Reason = "The release manager rolls forward with a hotfix.";

    /// <summary>A bad release goes out, to a service whose state the bot has kept: it runs since long before, and not only since this test began.</summary>
    public static async Task BreakProductionAsync(this StoryWorld world)
    {
        await world.Journal.KeptAsync("v2.3.1");
        await world.Control.BreakProductionAsync();
    }

    /// <summary>Production breaks, the bot proposes, alice asks, her own approval is refused; the plan waits for bob.</summary>
    public static async Task<Backout> ToApprovalAsync(this StoryWorld world)
    {
        await world.BreakProductionAsync();
        _ = await world.Journal.UntilAsync(
            "the bot's proposal",
            backout => backout.Phase == BackoutPhase.Watching && backout.Events<SignalJoined>().Any(joined => joined.Signal.IsBad) && backout.Events<RestorePointTaken>().Any());
        await world.Alice.SayAsync("#ops", "/backout start checkout-api", "alice-starts-it");
        Backout planned = await world.Journal.UntilAsync("a plan to approve", backout => backout.Phase == BackoutPhase.AwaitingApproval);
        await world.Alice.PressAsync(Journal.Id, "approve", "alice-approves-it", planned.Plan);
        return await world.Journal.UntilAsync("the refusal of alice", backout => backout.Events<CommandRefused>().Any());
    }

    /// <summary>The whole story, to production as it was and the post-mortem.</summary>
    public static async Task<Backout> ToRolledBackAsync(this StoryWorld world)
    {
        Backout planned = await world.ToApprovalAsync();
        await world.Bob.PressAsync(Journal.Id, "approve", "bob-approves-it", planned.Plan);
        return await world.ClosedAsync(BackoutPhase.RolledBack);
    }

    /// <summary>The story that bob ends.</summary>
    public static async Task<Backout> ToStoodDownAsync(this StoryWorld world)
    {
        Backout planned = await world.ToApprovalAsync();
        await world.Bob.PressAsync(Journal.Id, "deny", "bob-denies-it", planned.Plan, input: Reason);
        return await world.ClosedAsync(BackoutPhase.StoodDown);
    }

    /// <summary>Waits for the end, and until the chat was told everything.</summary>
    public static async Task<Backout> ClosedAsync(this StoryWorld world, BackoutPhase end)
    {
        _ = await world.Journal.UntilAsync($"the phase {end}", backout => backout.Phase == end || IsStuck(backout.Phase));
        Backout closed = await world.Journal.UntilAsync("the last message to be delivered", backout => backout.Unsent == 0);
        Assert.Equal(end, closed.Phase);
        return closed;
    }

    /// <summary>Waits for the end of a backout that was blocked, and until the chat was told everything.</summary>
    public static Task<Backout> EndAsync(this StoryWorld world) =>
        world.Journal.UntilAsync("the backout to be closed", backout => backout.Phase >= BackoutPhase.RolledBack && backout.Unsent == 0);

    /// <summary>No process gets on from here without a person.</summary>
    private static bool IsStuck(BackoutPhase phase) =>
        phase is BackoutPhase.Blocked or BackoutPhase.Unproven or BackoutPhase.Unplannable or BackoutPhase.NotNeeded or BackoutPhase.Abandoned;
}
