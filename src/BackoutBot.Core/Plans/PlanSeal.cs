using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Plans;

/// <summary>The hash by which people approve a plan: over all that is done by it, and all that it rests on.</summary>
public static class PlanSeal
{
    /// <summary>The hash of the steps.</summary>
    /// <param name="state">The backout, in the round that the plan is made in.</param>
    /// <param name="steps">The steps as the journal stores them.</param>
    /// <param name="unneeded">Those that are not needed, as the journal stores them; null where there are none.</param>
    internal static PlanHash Of(BackoutState state, string steps, string? unneeded) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{state.Id}\n{state.PlanRound}\n{steps}{(unneeded is null ? "" : $"\n{unneeded}")}"))));

    /// <summary>Whether a proposed plan has the hash of its steps, as they stand in the journal: a later version may write them otherwise.</summary>
    /// <param name="state">The backout before the plan was proposed.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="proposal">The proposal exactly as it is stored.</param>
    public static bool Holds(BackoutState state, Plan plan, string proposal)
    {
        using var stored = JsonDocument.Parse(proposal);
        return stored.RootElement.TryGetProperty("plan", out var written)
            && written.TryGetProperty("steps", out var steps)
            && Of(state, steps.GetRawText(), written.TryGetProperty("unneeded", out var unneeded) ? unneeded.GetRawText() : null) == plan.Hash;
    }
}
