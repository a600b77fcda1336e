using System.Text.Json;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Runtime.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using static BackoutBot.Runtime.Tests.World.ScriptedWorld;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>Whether a point can still be gone back to is asked when it is offered, and is never remembered.</summary>
public sealed class StillUsableTests : IDisposable
{
    private static readonly ServiceId Service = new("checkout-api");

    private readonly TemporaryDirectory directory = new();
    private readonly ScriptedWorld world = new() { Runs = "v2.4.0" };

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_a_candidate_whose_bundle_is_gone_then_the_next_one_is_taken_and_plan_and_thread_say_which_was_passed_over()
    {
        world.Bundle = Gone("v2.3.1");
        await using var bot = await StartAsync(("v2.3.0", true), ("v2.3.1", true));

        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);

        Assert.Equal("v2.3.0", planned.RestorePoint!.Release.Version);
        Assert.Equal(["v2.3.1 is passed over: its bundle s3://artifacts/v2.3.1 is gone."], planned.Plan!.Remarks);
        await SaidAsync("its bundle s3://artifacts/v2.3.1 is gone");
    }

    [Fact]
    public async Task Given_the_release_right_before_can_not_be_deployed_then_it_is_not_offered_beside_the_proven_one_and_another_is()
    {
        world.Bundle = Gone("v2.3.2");
        await using var bot = await StartAsync(("v2.3.0", true), ("v2.3.1", false), ("v2.3.2", false));

        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);

        Assert.Equal(("v2.3.0", "v2.3.1"), (planned.RestorePoint!.Release.Version, planned.Choice!.Other!.Name));
        Assert.Equal("v2.3.2", Assert.Single(planned.Choice.PassedOver!).Name);
    }

    [Fact]
    public async Task Given_it_is_not_known_whether_the_bundle_is_there_then_the_candidate_is_taken_all_the_same()
    {
        world.Bundle = _ => new Usability.NotKnown("its bundle could not be seen: AccessDenied", "Allow s3:GetObject.");
        await using var bot = await StartAsync(("v2.3.0", true), ("v2.3.1", true));

        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);

        Assert.Equal(("v2.3.1", null), (planned.RestorePoint!.Release.Version, planned.Choice!.PassedOver));
        Assert.Empty(planned.Plan!.Remarks);
    }

    [Fact]
    public async Task Given_a_source_that_fails_then_nothing_is_known_and_nothing_is_passed_over()
    {
        world.Bundle = _ => throw new InvalidOperationException("S3 is nowhere.");
        await using var bot = await StartAsync(("v2.3.1", true));

        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        Assert.Equal("v2.3.1", (await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval)).RestorePoint!.Release.Version);

        await bot.TypeAsync("t-2", Alice, "points checkout-api");
        await SaidAsync("Whether it can still be gone back to could not be asked: S3 is nowhere.");
    }

    [Fact]
    public async Task Given_no_candidate_that_is_of_use_then_none_is_taken_and_it_is_said_why()
    {
        world.Bundle = Gone("v2.3.0", "v2.3.1");
        await using var bot = await StartAsync(("v2.3.0", true), ("v2.3.1", true));

        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var state = await bot.WhenAsync("checkout-api-1", state => state.RestorePoint is not null);

        Assert.Empty(state.RestorePoint!.States);
        Assert.Equal(
            "v2.3.1 is passed over: its bundle s3://artifacts/v2.3.1 is gone. v2.3.0 is passed over: its bundle s3://artifacts/v2.3.0 is gone. Nothing else that was captured is fit to go back to from v2.4.0. So the plan rests on the providers' own history: that is not proven.",
            Assert.Single(state.RestorePoint.Problems));
    }

    [Fact]
    public async Task Given_a_bundle_that_was_put_back_when_it_is_started_anew_then_it_is_asked_for_again_and_taken()
    {
        world.Bundle = Gone("v2.3.1");
        await using var bot = await StartAsync(("v2.3.0", true), ("v2.3.1", true));
        await bot.TypeAsync("t-1", Alice, "start checkout-api");
        var planned = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.AwaitingApproval);
        await bot.TypeAsync("t-2", Bob, $"deny {planned.Plan!.Hash} not now", "checkout-api-1");
        await bot.WhenAsync("checkout-api-1", state => state.IsClosed);

        world.Bundle = version => new Usability.Usable($"the bundle of {version} is there");
        await bot.TypeAsync("t-3", Alice, "start checkout-api");

        Assert.Equal("v2.3.1", (await bot.WhenAsync("checkout-api-2", state => state.Phase is BackoutPhase.AwaitingApproval)).RestorePoint!.Release.Version);
    }

    [Fact]
    public async Task Given_a_point_that_a_person_names_then_it_is_not_passed_over_and_where_its_plan_fails_only_points_of_use_are_offered()
    {
        world.Bundle = Gone("v2.3.1", "v2.2.0");
        world.Services = [Describe("checkout-api") with { Steps = [new StepDefinition(new StepId("code"), "no-such-action", [])] }];
        await using var bot = await StartAsync(("v2.2.0", true), ("v2.3.0", true), ("v2.3.1", true));

        await bot.TypeAsync("t-1", Alice, "start checkout-api to v2.3.1");
        var failed = await bot.WhenAsync("checkout-api-1", state => state.Phase is BackoutPhase.Unplannable);

        Assert.Equal("v2.3.1", failed.RestorePoint!.Release.Version);
        Assert.StartsWith("Or go to v2.3.0", Assert.Single(failed.PlanningProblems, problem => problem.StartsWith("Or go to", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_list_of_the_points_then_those_that_may_be_gone_back_to_are_asked_for_and_no_others()
    {
        world.Bundle = version => version == "v2.3.1"
            ? new Usability.Unusable("its bundle s3://artifacts/v2.3.1 is gone", "Put it back.")
            : new Usability.NotAsked("whether commit abc is still on GitHub was not asked");
        await using var bot = await StartAsync(("v2.3.0", true), ("v2.3.1", true), ("v2.4.0", false));

        await bot.TypeAsync("t-1", Alice, "points checkout-api");

        await SaidAsync("   Can't be gone back to now: its bundle s3://artifacts/v2.3.1 is gone. Put it back.");
        await SaidAsync("   Whether commit abc is still on GitHub was not asked.");
        Assert.Equal(["v2.3.0", "v2.3.1"], world.AskedFor.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Given_a_point_that_a_person_wants_to_see_then_what_it_needs_is_asked_for_first()
    {
        world.Bundle = Gone("v2.3.1");
        await using var bot = await StartAsync(("v2.3.1", true));

        await bot.TypeAsync("t-1", Alice, "points checkout-api v2.3.1");

        await SaidAsync("Can't be gone back to now: its bundle s3://artifacts/v2.3.1 is gone.");
    }

    [Fact]
    public async Task Given_a_deployment_under_way_when_a_point_is_compared_with_now_then_it_is_said_that_what_runs_may_be_of_two_releases()
    {
        world.IsSettled = false;
        await using var bot = await StartAsync(("v2.3.1", true));

        await bot.TypeAsync("t-1", Alice, "points checkout-api v2.3.1");

        await SaidAsync("What is deployed is not settled: a deployment is under way, or the last one did not end well. What runs may be of two releases, even where it is called the same.");
    }

    private static Func<string, Usability> Gone(params string[] versions) => version =>
        versions.Contains(version) ? new Usability.Unusable($"its bundle s3://artifacts/{version} is gone", "Put it back.") : new Usability.Usable($"the bundle of {version} is there");

    /// <summary>A bot that has kept points, the oldest first; of each whether it is proven.</summary>
    private async Task<ScriptedBot> StartAsync(params (string Version, bool IsProven)[] kept)
    {
        var bot = await ScriptedBot.StartAsync(world, directory.Path);
        var from = TimeProvider.System.GetUtcNow().AddHours(-kept.Length);
        foreach (var (version, isProven) in kept)
        {
            foreach (var minute in isProven ? (int[])[0, 10, 20, 30] : [0])
            {
                var point = new RestorePoint(
                    from.AddMinutes(minute),
                    [new CapturedState("scripted", "revision", version, JsonDocument.Parse("{}").RootElement) { Release = new ReleaseComponent("revision", $"s3://artifacts/{version}", version) }],
                    []);
                await bot.Store.Journal.KeepRestorePointAsync(Service, new RestorePointReading(point, Wellness.Well, new RestorePointRules(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(11), TimeSpan.FromDays(30))), default);
            }

            from = from.AddHours(1);
        }

        return bot;
    }

    private Task SaidAsync(string text) => Eventually.TrueAsync(
        () => Task.FromResult(Lines().Any(line => line.Contains(text, StringComparison.Ordinal))),
        () => $"nobody said «{text}», but: {string.Join('\n', Lines())}");

    private IEnumerable<string> Lines() => world.Chat.Shown.Values.Select(message => message.Body).OfType<TextBody>().SelectMany(body => body.Lines.Prepend(body.Headline));
}
