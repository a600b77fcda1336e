using System.Text.Json.Nodes;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.EndToEnd.Tests.Processes;
using BackoutBot.EndToEnd.Tests.World;
using Xunit.Abstractions;

namespace BackoutBot.EndToEnd.Tests;

/// <summary>Where the bot goes back to, and what it says was done, with the programs as they are shipped.</summary>
[Collection(HeavyTests.Name)]
public sealed class SayingWhatIsSoTests(ITestOutputHelper output)
{
    private const string Second = "checkout-api-2";
    private const string Zone = "Z0SHOPEXAMPLE00001";

    /// <summary>The new release goes out well, and fails only when it is told to.</summary>
    private static readonly Pace SlowBurn = Pace.Fast with
    {
        ScenarioChanges = [("    stallsAfter: 4", "    failsLater: true")],
        BotSettings = With("Runtime__RestorePointInterval", "00:00:00.500"),
    };

    [Fact]
    public Task Given_a_release_that_fails_after_its_watch_has_closed_then_the_bot_goes_back_to_the_release_before_it() =>
        StoryWorld.RunAsync(SlowBurn, output, async world =>
        {
            await world.Journal.KeptAsync("v2.3.1");
            await ReleasedAsync(world);
            await world.Journal.KeptAsync("v2.4.0");
            await world.Control.FailReleaseAsync();
            _ = await world.Journal.UntilAsync("the proposal", backout => backout.Events<SignalJoined>().Any(joined => joined.Signal.IsBad), Second);

            await StartedAndApprovedAsync(world);

            await AssertBackOnAsync(world, "v2.3.1");
        });

    [Fact]
    public Task Given_a_release_that_a_person_wants_to_leave_without_an_alarm_or_a_keeper_then_the_bot_goes_back_to_the_release_before_it_and_names_the_record_that_nobody_read_in_time() =>
        StoryWorld.RunAsync(SlowBurn with { BotSettings = With("Runtime__RestorePointInterval", "00:00:00"), BadReleaseAfter = TimeSpan.FromSeconds(15) }, output, async world =>
        {
            await ReleasedAsync(world);

            await StartedAndApprovedAsync(world);

            Backout backout = await world.Journal.UntilAsync("the end", backout => backout.Phase is BackoutPhase.RolledBack or BackoutPhase.RolledBackInPart or BackoutPhase.Blocked or BackoutPhase.Unproven, Second);
            Assert.Equal(BackoutPhase.RolledBackInPart, backout.Phase);
            Assert.Contains(backout.Events<PlanProposed>().Last().Plan.LeftOut!, left => left.Step.Value == "dns");
            Assert.All((await world.Control.StateAsync())["instances"]!.AsArray(), instance => Assert.Equal(("v2.3.1", "healthy"), ((string)instance!["version"]!, (string)instance["target"]!)));
        });

    [Fact]
    public Task Given_a_record_that_the_on_call_moved_after_the_release_then_it_is_said_and_not_undone_by_habit() =>
        StoryWorld.RunAsync(SlowBurn, output, async world =>
        {
            await world.Journal.KeptAsync("v2.3.1");
            await ReleasedAsync(world);
            await world.Journal.KeptAsync("v2.4.0");
            await SomebodyAtAws.MoveRecordAsync(world.Sandbox.Address, Zone, "api.shop.example.", "standby.shop.example");

            await StartedAndApprovedAsync(world);

            Backout backout = await world.Journal.UntilAsync("the end", backout => backout.Phase is BackoutPhase.RolledBack or BackoutPhase.RolledBackInPart or BackoutPhase.Blocked or BackoutPhase.Unproven, Second);
            Assert.Equal(BackoutPhase.RolledBackInPart, backout.Phase);
            Assert.Contains(backout.Events<PlanProposed>().Last().Plan.Remarks, remark => remark.Contains("Somebody moved it since", StringComparison.Ordinal));
            JsonNode state = await world.Control.StateAsync();
            Assert.Contains(state["records"]!.AsArray(), record => (string)record!["name"]! == "api.shop.example." && (string)record["values"]![0]! == "standby.shop.example");
            Assert.All(state["instances"]!.AsArray(), instance => Assert.Equal(("v2.3.1", "healthy"), ((string)instance!["version"]!, (string)instance["target"]!)));
        });

    [Fact]
    public Task Given_restore_points_when_somebody_asks_for_them_then_they_are_listed_held_against_now_and_gone_to_by_what_the_answer_says() =>
        StoryWorld.RunAsync(SlowBurn, output, async world =>
        {
            await world.Journal.KeptAsync("v2.3.1");
            await ReleasedAsync(world);
            await world.Journal.KeptAsync("v2.4.0");

            await world.Alice.SayAsync("#ops", "/backout points checkout-api", "alice-asks-for-points");
            string[] list = (await AnswerAsync(world, "alice-asks-for-points")).Split('\n');
            Assert.StartsWith("v2.4.0 · ", list[1], StringComparison.Ordinal);
            Assert.StartsWith("v2.3.1 · ", list[2], StringComparison.Ordinal);
            string[] advice = list[^1].Split(" · ");
            await world.Alice.SayAsync("#ops", $"/backout {advice[0].Split(": ")[1]}", "alice-compares");
            string compared = await AnswerAsync(world, "alice-compares");
            Assert.Contains("revision v2.3.1: differs, now revision v2.4.0", compared, StringComparison.Ordinal);
            Assert.Matches(@"checkout-v231\.shop\.example\. \(TTL \d+ s\): differs, now api\.shop\.example\. CNAME → checkout-v240\.shop\.example\. \(TTL \d+ s\)", compared);

            await world.Alice.SayAsync("#ops", $"/backout {advice[1].Split(": ")[1]}", "alice-goes-there");
            Backout planned = await world.Journal.UntilAsync("a plan", backout => backout.Phase is BackoutPhase.AwaitingApproval or BackoutPhase.Unplannable, Second);
            Assert.Contains("v2.3.1, as a person chose", planned.Events<RestorePointTaken>().Last().Origin, StringComparison.Ordinal);
            await world.Bob.PressAsync(Second, "approve", "bob-approves-the-second", planned.Plan);
            await AssertBackOnAsync(world, "v2.3.1");
        });

    [Fact]
    public Task Given_nothing_is_broken_when_a_backout_is_started_then_there_is_no_plan_and_what_runs_is_named() =>
        StoryWorld.RunAsync(SlowBurn, output, async world =>
        {
            await world.Journal.KeptAsync("v2.3.1");
            await world.Alice.SayAsync("#ops", "/backout start checkout-api", "alice-starts-it");

            Backout backout = await world.Journal.UntilAsync("a plan, or why there is none", backout => backout.Phase is BackoutPhase.AwaitingApproval or BackoutPhase.Unplannable);

            Assert.Equal(BackoutPhase.Unplannable, backout.Phase);
            Assert.Contains(backout.Events<PlanningFailed>().Last().Problems, problem => problem.Contains("runs v2.3.1 already", StringComparison.Ordinal));
            Assert.All(await world.Control.MutatingCallsAsync(), call => Assert.Equal("sns:ConfirmSubscription", call.Action));
        });

    [Fact]
    public Task Given_the_page_is_up_and_a_step_was_done_when_it_is_aborted_then_the_page_is_gone_and_what_stays_is_named_until_somebody_answers_for_it() =>
        StoryWorld.RunAsync(Pace.Fast, output, async world =>
        {
            Backout blocked = await BlockedWithThePageUpAsync(world);
            await world.Bob.PressAsync(Journal.Id, "abort", "bob-aborts-it", blocked.Plan, input: "We roll forward.");
            Backout ended = await world.Journal.UntilAsync("the end", backout => backout.Phase is BackoutPhase.Abandoned or BackoutPhase.StoodDown);

            Assert.Equal(BackoutPhase.Abandoned, ended.Phase);
            Assert.Empty(await RulesAsync(world));
            Assert.Equal(["maintenance-off"], ended.Events<EndingBegun>().Single().Steps.Select(step => step.Id.Value));
            await world.Alice.SayAsync("#ops", "/backout list", "alice-lists-what-is-left");
            Assert.Contains("checkout-api-1 ended at ", await AnswerAsync(world, "alice-lists-what-is-left"), StringComparison.Ordinal);
            await world.Bob.SayAsync("#ops", "/backout takeover checkout-api-1 v2.4.1 is on its way", "bob-takes-it-over");
            _ = await world.Journal.UntilAsync("bob to answer for it", backout => backout.Events<ResidueTakenOver>().Any());
            await world.Alice.SayAsync("#ops", "/backout list", "alice-lists-again");
            Assert.DoesNotContain("has ended and left", await AnswerAsync(world, "alice-lists-again"), StringComparison.Ordinal);
        });

    [Fact]
    public Task Given_a_page_that_a_person_left_up_then_it_is_named_and_the_next_backout_takes_it_away_before_it_says_rolled_back() =>
        StoryWorld.RunAsync(Pace.Fast, output, async world =>
        {
            Backout blocked = await BlockedWithThePageUpAsync(world);
            await world.Bob.PressAsync(Journal.Id, "leave", "bob-leaves-it", blocked.Plan, input: "The database is being restored, until 06:00.");
            Backout left = await world.Journal.UntilAsync("the backout to be abandoned", backout => backout.Phase == BackoutPhase.Abandoned);
            Assert.Equal(2, (await RulesAsync(world)).Count);
            Assert.Contains("not seen to be gone; left by bob: The database is being restored", left.Events<PostMortemWritten>().Single().Markdown, StringComparison.Ordinal);
            await world.Control.MendAsync();

            await StartedAndApprovedAsync(world);

            _ = await AssertBackOnAsync(world, "v2.3.1");
            Assert.Empty(await RulesAsync(world));
        });

    [Fact]
    public Task Given_items_without_a_check_when_the_advice_beside_each_is_followed_then_it_is_GO() =>
        StoryWorld.RunAsync(Pace.Fast, output, async world =>
        {
            await world.Alice.SayAsync("#ops", "/backout prepare checkout-api v2.4.0", "alice-prepares-it");
            Backout notReady = await world.Journal.UntilAsync("NO-GO", backout => backout.Phase == BackoutPhase.NotReady);

            CheckResult[] open = [.. notReady.Events<ItemChecked>().Select(one => one.Result).Where(result => result.Status is CheckStatus.Unknown or CheckStatus.Fail)];
            Assert.NotEmpty(open);
            foreach (CheckResult result in open)
            {
                string command = result.Fix![result.Fix!.IndexOf("/backout attest", StringComparison.Ordinal)..];
                await world.Alice.SayAsync("#ops", command.Replace("<what you saw>", "I looked: it is there.", StringComparison.Ordinal), $"alice-attests-{result.Item.Value.Replace('.', '-')}");
            }

            Backout ready = await world.Journal.UntilAsync("GO", backout => backout.Phase == BackoutPhase.Ready);
            Assert.Equal(open.Select(result => result.Item.Value).Order(StringComparer.Ordinal), ready.Events<ItemAttested>().Select(attested => attested.Item.Value).Order(StringComparer.Ordinal));
            Assert.Empty(ready.Events<CommandRefused>());
        });

    [Fact]
    public Task Given_a_role_that_writes_and_is_refused_when_a_release_is_prepared_then_it_is_named_and_once_it_is_let_in_all_is_said_in_one_line() =>
        StoryWorld.RunAsync(Pace.Fast, output, async world =>
        {
            const string role = "arn:aws:iam::123456789012:role/bo-exec";
            Core.Ids.ItemId access = Checklist.Access.Id;
            await world.Control.RefuseRoleAsync(role);
            await world.Alice.SayAsync("#ops", "/backout prepare checkout-api v2.4.0", "alice-prepares-it");
            Backout notReady = await world.Journal.UntilAsync("NO-GO", backout => backout.Phase == BackoutPhase.NotReady);
            CheckResult refused = Assert.Single(notReady.Events<ItemChecked>(), one => one.Result.Item == access).Result;
            Assert.Equal(CheckStatus.Fail, refused.Status);
            Assert.StartsWith($"The role that writes, {role}, can't be assumed (AccessDenied, request ", refused.Summary, StringComparison.Ordinal);
            Assert.Contains($"in the trust policy of {role}", refused.Fix, StringComparison.Ordinal);

            await world.Control.MendAsync();
            await world.Alice.SayAsync("#ops", "/backout prepare checkout-api v2.4.0", "alice-prepares-it-again");
            Backout again = await world.Journal.UntilAsync("the roles to be tried again", backout => backout.Events<ItemChecked>().Count(one => one.Result.Item == access) == 2);
            Assert.Equal((CheckStatus.Pass, "All 2 roles can be assumed."), again.Events<ItemChecked>().Last(one => one.Result.Item == access) is { Result: var allowed } ? (allowed.Status, allowed.Summary) : default);
            Assert.All(await world.Control.MutatingCallsAsync(), call => Assert.Equal("ConfirmSubscription", call.Operation));
        });

    /// <summary>The page is up and the record is back; the deployment may not be stopped.</summary>
    private static async Task<Backout> BlockedWithThePageUpAsync(StoryWorld world)
    {
        await world.Control.FailAsync("codedeploy:StopDeployment", "deny", times: 100);
        Backout planned = await world.ToApprovalAsync();
        await world.Bob.PressAsync(Journal.Id, "approve", "bob-approves-it", planned.Plan);
        return await world.Journal.UntilAsync("the backout to be blocked with nothing at work", backout => backout.Phase == BackoutPhase.Blocked && backout.Events<StepSucceeded>().Any(step => step.Step.Value == "dns"));
    }

    private static Dictionary<string, string> With(string key, string value) => new(Pace.Fast.BotSettings, StringComparer.Ordinal) { [key] = value };

    /// <summary>The new release is out on all instances, looks well, and its watch has closed.</summary>
    private static async Task ReleasedAsync(StoryWorld world)
    {
        await world.Control.BreakProductionAsync();
        _ = await world.ClosedAsync(BackoutPhase.NotNeeded);
    }

    /// <summary>Alice starts the second backout, and bob approves its plan.</summary>
    private static async Task StartedAndApprovedAsync(StoryWorld world)
    {
        await world.Alice.SayAsync("#ops", "/backout start checkout-api", "alice-starts-the-second");
        Backout planned = await world.Journal.UntilAsync("a plan, or why there is none", backout => backout.Phase is BackoutPhase.AwaitingApproval or BackoutPhase.Unplannable, Second);
        Assert.Equal(BackoutPhase.AwaitingApproval, planned.Phase);
        await world.Bob.PressAsync(Second, "approve", "bob-approves-the-second", planned.Plan);
    }

    /// <summary>The second backout is rolled back, and every instance, its load balancer and its record are as that version had them.</summary>
    private static async Task<Backout> AssertBackOnAsync(StoryWorld world, string version)
    {
        Backout backout = await world.Journal.UntilAsync("the end", backout => backout.Phase is BackoutPhase.RolledBack or BackoutPhase.Blocked or BackoutPhase.Unproven, Second);
        Assert.Equal(BackoutPhase.RolledBack, backout.Phase);
        JsonNode state = await world.Control.StateAsync();
        Assert.All(state["instances"]!.AsArray(), instance => Assert.Equal((version, "healthy"), ((string)instance!["version"]!, (string)instance["target"]!)));
        Assert.Empty(state["rules"]!.AsArray());
        Assert.Contains(state["records"]!.AsArray(), record => (string)record!["name"]! == "api.shop.example." && (string)record["values"]![0]! == "checkout-v231.shop.example.");
        return backout;
    }

    /// <summary>What was answered to what a person said, in one text.</summary>
    private static async Task<string> AnswerAsync(StoryWorld world, string key)
    {
        Said? Find(Backout backout) => backout.Chat.FirstOrDefault(said => said.Key.StartsWith("reply:", StringComparison.Ordinal) && said.Key.Contains($":{key}:", StringComparison.Ordinal));
        var answer = (TextBody)Find(await world.Journal.UntilAsync($"the answer to {key}", backout => Find(backout) is not null))!.Body;
        return string.Join('\n', [answer.Headline, .. answer.Lines]);
    }

    private static async Task<JsonArray> RulesAsync(StoryWorld world) => (await world.Control.StateAsync())["rules"]!.AsArray();
}
