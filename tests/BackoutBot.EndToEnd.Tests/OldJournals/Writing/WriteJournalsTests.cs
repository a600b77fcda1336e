using BackoutBot.Core.Backouts;
using BackoutBot.Core.StateMachines;
using Xunit.Abstractions;

namespace BackoutBot.EndToEnd.Tests.OldJournals.Writing;

/// <summary>Makes the journals that <see cref="OldJournalTests"/> carries on with. It is run by <c>tests/Journals/keep.sh</c> only.</summary>
[Collection(HeavyTests.Name)]
public sealed class WriteJournalsTests(ITestOutputHelper output)
{
    /// <summary>Where to: the folder of <c>tests/Journals</c>.</summary>
    internal const string CommitVariable = "BACKOUTBOT_KEEP_JOURNALS";

    /// <summary>The names of the recipes to play, with commas between; all where it is not set.</summary>
    private const string OnlyVariable = "BACKOUTBOT_KEEP_ONLY";

    [WriteJournalsFact]
    public async Task Given_the_programs_of_a_commit_then_each_recipe_leads_where_it_says_and_is_kept()
    {
        JournalWriter writer = new(Environment.GetEnvironmentVariable(CommitVariable)!, output);
        string[] only = Environment.GetEnvironmentVariable(OnlyVariable)?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        List<string> failures = [];
        foreach (JournalRecipe recipe in Recipes.All.Where(recipe => only.Length == 0 || only.Contains(recipe.Name, StringComparer.Ordinal)))
        {
            try
            {
                int attempts = await writer.WriteAsync(recipe);
                output.WriteLine($"{recipe.Name}: kept at attempt {attempts}");
            }
            catch (Xunit.Sdk.XunitException e)
            {
                failures.Add($"{recipe.Name}: {e.Message}");
            }
        }

        Assert.Empty(failures);
    }

    [Fact]
    public void Given_the_state_machine_then_each_way_to_end_has_a_recipe()
    {
        var ways =
            // What was kept was written before there was an ending.
            from phase in BackoutMachine.Leaves.Where(phase => phase is < BackoutPhase.Reviewing and not BackoutPhase.Ending)
            from trigger in Enum.GetValues<BackoutTrigger>()
            let ruling = BackoutMachine.Fire(phase, trigger, new BackoutFacts { HasApprovedPlan = true, Outcome = BackoutPhase.RolledBack })
            where ruling.Verdict is Verdict.Moved && ruling.State is BackoutPhase.Reviewing or BackoutPhase.NotNeeded
            select (phase, trigger);

        Assert.Equal(ways.Order(), Recipes.All.Select(recipe => recipe.Left).OfType<(BackoutPhase, BackoutTrigger)>().Distinct().Order());
    }

    /// <summary>Skipped wherever it is not asked for: it takes minutes, and overwrites what is kept.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class WriteJournalsFactAttribute : FactAttribute
    {
        public WriteJournalsFactAttribute()
        {
            if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(CommitVariable)))
            {
                Skip = "It overwrites the kept journals; tests/Journals/keep.sh runs it.";
            }
        }
    }
}
