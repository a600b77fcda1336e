using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.EndToEnd.Tests.Processes;
using BackoutBot.EndToEnd.Tests.World;
using Xunit.Abstractions;

namespace BackoutBot.EndToEnd.Tests;

/// <summary>All writing is halted while a step runs, and the bot is killed, with the programs as they are shipped.</summary>
[Collection(HeavyTests.Name)]
public sealed class HaltTests(ITestOutputHelper output)
{
    [Fact]
    public Task Given_a_halt_while_a_step_runs_when_the_bot_is_killed_and_started_again_then_nothing_is_written_until_two_lift_it_and_then_it_is_rolled_back() =>
        StoryWorld.RunAsync(Pace.Fast, output, async world =>
        {
            Backout planned = await world.ToApprovalAsync();
            await world.Bob.PressAsync(Journal.Id, "approve", "bob-approves-it", planned.Plan);
            _ = await world.Journal.UntilAsync("the deployment to be stopped", backout => backout.Events<StepStarted>().Any(started => started.Step.Value == "code-stop"));
            await world.Alice.SayAsync("#ops", "/backout halt I do not trust what it does", "alice-halts-it");
            Backout halted = await world.Journal.UntilAsync("the halt", backout => backout.Events<WritesHalted>().Any());
            Assert.DoesNotContain(halted.Events<StepSucceeded>(), step => step.Step.Value == "code-stop");
            world.Bot.Kill();
            SandboxCall[] before = await EffectiveAsync(world);

            world.Bot.Start();
            await world.Bot.ReadyAsync();
            // What ran is watched to its end: so the new process is at work, and the only step that could follow is held back.
            Backout watched = await world.Journal.UntilAsync("the step that ran to end", backout => Steps(backout).IsSupersetOf(["maintenance-on", "code-stop"]));
            await world.Bob.SayAsync("#ops", "/backout unhalt", "bob-lifts-it");
            Backout waiting = await world.Journal.UntilAsync("bob's word", backout => backout.Events<WritesHalted>().Last().Halt.LiftWantedBy?.Value == "bob");
            Assert.Equal((BackoutPhase.Running, BackoutPhase.Running), (watched.Phase, waiting.Phase));
            Assert.Empty(waiting.Events<WritesResumed>());
            Assert.Equal(before, await EffectiveAsync(world), (one, other) => one.Sequence == other.Sequence);
            Assert.Equal("alice", waiting.Events<WritesHalted>().Last().Halt.By.Value);

            await world.Bob.SayAsync("#ops", "/backout unhalt", "bob-lifts-it-twice");
            await world.Carol.SayAsync("#ops", "/backout unhalt", "carol-lifts-it");
            Backout backout = await world.ClosedAsync(BackoutPhase.RolledBack);
            _ = Assert.Single(backout.Events<WritesResumed>());
            DoneOnce.AssertChain(backout);
            Assert.Equal(0, DoneOnce.DoubledWrites(await world.Control.MutatingCallsAsync()));
            Assert.Empty((await world.Control.StateAsync())["rules"]!.AsArray());
            Assert.All((await world.Control.StateAsync())["instances"]!.AsArray(), instance => Assert.Equal(("v2.3.1", "healthy"), ((string)instance!["version"]!, (string)instance["target"]!)));
        });

    private static HashSet<string> Steps(Backout backout) => [.. backout.Events<StepSucceeded>().Select(step => step.Step.Value)];

    private static async Task<SandboxCall[]> EffectiveAsync(StoryWorld world) => [.. (await world.Control.MutatingCallsAsync()).Where(call => call.IsEffective && call.Operation != "ConfirmSubscription")];
}
