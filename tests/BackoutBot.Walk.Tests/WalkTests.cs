using BackoutBot.Walk.Tests.Cases;
using BackoutBot.Walk.Tests.Endings;
using BackoutBot.Walk.Tests.Plans;
using BackoutBot.Walk.Tests.Planting;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace BackoutBot.Walk.Tests;

/// <summary>Backouts are ended everywhere, in every way; what the bot then says is held against the account.</summary>
public sealed class WalkTests(ITestOutputHelper output)
{
    /// <summary><c>few</c> cases (the default), <c>all</c>, or those whose name has this in it.</summary>
    internal const string CasesVariable = "BACKOUTBOT_WALK";

    private const int Few = 24;

    /// <summary>So many places of the first plan, at which it is replaced, are looked at for few cases.</summary>
    private const int FewRounds = 4;

    [Fact]
    public async Task Given_a_backout_at_any_boundary_when_it_ends_in_any_way_then_the_account_is_as_it_says()
    {
        var wanted = Environment.GetEnvironmentVariable(CasesVariable) is { Length: > 0 } given ? given : "few";
        var all = new List<WalkCase>();
        foreach (var plan in WalkedPlan.All)
        {
            all.AddRange(await WalkCases.AllAsync(plan, wanted == "few" ? FewRounds : int.MaxValue));
        }

        var cases = wanted switch
        {
            "all" => all,
            "few" => WalkCases.Spread(all, Few),
            _ => [.. all.Where(one => one.ToString().Contains(wanted, StringComparison.Ordinal))],
        };
        Assert.NotEmpty(cases);

        var run = new WalkRun(all);
        await run.PlayAsync(cases, wanted == "few" ? null : Record);
        output.WriteLine(run.ToString());
        foreach (var wrong in run.Wrong.Take(3))
        {
            output.WriteLine($"\n{wrong}\n{string.Join('\n', wrong.Journal)}");
        }

        Assert.Empty(run.Wrong.Select(wrong => wrong.ToString()));
    }

    [Fact]
    public Task Given_the_closing_step_is_missing_when_it_is_given_up_then_the_walk_turns_red() => AssertTurnsRedAsync(PlantedFaults.RemoveTheClosingStep);

    [Fact]
    public Task Given_a_look_that_always_agrees_when_it_is_given_up_then_the_walk_turns_red() => AssertTurnsRedAsync(PlantedFaults.AgreeWithAnything);

    private async Task AssertTurnsRedAsync(Action<IServiceCollection> fault)
    {
        var one = new WalkCase(WalkedPlan.Demo, Rounds.One, new Boundary(1, "maintenance-on succeeded"), new AbortClose());
        var well = await one.PlayAsync();
        Assert.False(well.IsWrong, well.ToString());
        var planted = await one.PlayAsync(fault);
        output.WriteLine(planted.ToString());
        Assert.Contains(planted.Faults, found => found.StartsWith("a page is left on", StringComparison.Ordinal));
    }

    /// <summary>It takes minutes: who waits can read how far it is.</summary>
    private static void Record(string summary)
    {
        var artifacts = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts"));
        File.WriteAllText(Path.Combine(artifacts.FullName, "walk.txt"), summary + "\n");
    }
}
