using System.Collections.Immutable;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;

namespace BackoutBot.Core.Effects;

/// <summary>What still runs when a backout is given up: the closing steps of what stands open, the one that was opened last first.</summary>
/// <param name="Steps">The closing steps, in the order in which they run, each after the one before.</param>
/// <param name="Approvers">Who approved them, with the plans that opened what they close.</param>
public sealed record Ending(ImmutableList<PlanStep> Steps, ImmutableList<PersonId> Approvers)
{
    /// <summary>The ending of what stands open in a backout.</summary>
    internal static EndingBegun Of(IEnumerable<Effect> open)
    {
        Effect[] inReverse = [.. open.OrderByDescending(effect => effect.Since).ThenByDescending(effect => effect.Step.Id.Value, StringComparer.Ordinal)];
        List<PlanStep> steps = [];
        foreach (PlanStep closing in inReverse.Select(effect => effect.Closing!))
        {
            steps.Add(closing with { After = [.. steps.TakeLast(1).Select(step => step.Id)] });
        }

        return new EndingBegun(steps, [.. inReverse.SelectMany(effect => effect.Approvers).Distinct()]);
    }
}
