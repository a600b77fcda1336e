using System.Security.Cryptography;
using System.Text;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;

namespace BackoutBot.Core.Plans;

/// <summary>Puts the concrete steps together to a plan: drops what is not needed, keeps the order that the plan file asks for.</summary>
internal static class PlanAssembler
{
    internal static PlanDraft Assemble(BackoutState state, ServiceDefinition service, IReadOnlyList<PlannedStep> outcomes, IReadOnlyList<MovedResource> moved)
    {
        Dictionary<StepId, PlanStep> planned = [];
        List<string> remarks = [.. moved.Select(one => $"{one.InWords}. To have it put back, too: include {one.Resource}")];
        List<string> problems = [];
        List<LeftOutStep> leftOut = [];
        List<string> unread = [];
        foreach ((StepId id, PlanningOutcome outcome) in outcomes.Select(one => (one.Step, one.Outcome)))
        {
            switch (outcome)
            {
                case PlanningOutcome.Planned made:
                    planned[id] = made.Step;
                    foreach (PlanningOutcome.Impossible without in made.Without)
                    {
                        LeaveOut(id, without);
                    }

                    break;
                case PlanningOutcome.NotNeeded notNeeded:
                    remarks.Add($"{id}: not needed. {notNeeded.Reason}");
                    break;
                case PlanningOutcome.Impossible impossible:
                    LeaveOut(id, impossible);
                    break;
                case PlanningOutcome.Unreadable unreadable:
                    unread.Add($"{id}: could not be read. {unreadable.Reason} {unreadable.Fix}");
                    break;
                default:
                    throw new InvalidOperationException($"No rule for {outcome.GetType().Name}.");
            }
        }

        void LeaveOut(StepId id, PlanningOutcome.Impossible impossible)
        {
            problems.Add($"{id}: {(planned.ContainsKey(id) ? "in part" : "left out")}. {impossible.Reason} {impossible.Fix}");
            leftOut.Add(new LeftOutStep(id, impossible.Reason, impossible.Fix) { Resource = impossible.Resource });
        }

        // What is left out because it could not be read may be the very step that matters.
        if (unread.Count > 0)
        {
            return new PlanDraft(null, [.. unread, .. problems, .. remarks]);
        }

        // Nothing is put up that no step of the same plan takes away.
        foreach (StepDefinition closing in service.Steps.Where(step => step.Closes is not null && !planned.ContainsKey(step.Id)))
        {
            if (planned.Remove(closing.Closes!.Value))
            {
                leftOut.Add(new LeftOutStep(closing.Closes.Value, $"{closing.Id}, which would take it away again, is not in the plan.", $"Mend what keeps {closing.Id} out."));
                problems.Add($"{closing.Closes}: left out, for {closing.Id}, which would take it away again, is not in the plan.");
            }
        }

        if (planned.Values.All(step => step.Supporting))
        {
            bool isNothingLeft = problems.Count == 0;
            problems.Add(isNothingLeft
                ? "Nothing is to be rolled back: everything is as the restore point has it already."
                : "No step could be planned that takes anything back.");
            return new PlanDraft(null, [.. problems, .. remarks])
            {
                IsNothingLeft = isNothingLeft,
                Includable = [.. leftOut.Select(left => left.Resource).OfType<string>()],
            };
        }

        Dictionary<StepId, StepDefinition> definitions = service.Steps.ToDictionary(step => step.Id);
        PlanStep[] steps =
        [
            .. InOrder(service.Steps)
                .Where(definition => planned.ContainsKey(definition.Id))
                .Select(definition => planned[definition.Id] with
                {
                    After = [.. Waits(definition, definitions, planned).Distinct()],
                    Closes = definition.Closes,
                    IsHeldAfter = definition.IsHeldAfter,
                    Entry = definition.Entry == definition.Id ? null : definition.Entry,
                }),
        ];
        return new PlanDraft(new Plan(HashOf(state, steps), steps, [.. problems, .. remarks]) { LeftOut = leftOut.Count > 0 ? leftOut : null }, []);
    }

    /// <summary>The plan that stops what is being deployed, and does nothing else.</summary>
    internal static Plan ToStop(BackoutState state, StopReading reading) =>
        new(HashOf(state, [.. reading.Steps]), reading.Steps, [.. reading.Unread]);

    /// <summary>The steps that one waits for, where those that were dropped are replaced by what they waited for.</summary>
    private static IEnumerable<StepId> Waits(StepDefinition step, Dictionary<StepId, StepDefinition> definitions, Dictionary<StepId, PlanStep> planned)
    {
        foreach (StepId earlier in step.After)
        {
            if (planned.ContainsKey(earlier))
            {
                yield return earlier;
            }
            else
            {
                foreach (StepId before in Waits(definitions[earlier], definitions, planned))
                {
                    yield return before;
                }
            }
        }
    }

    /// <summary>Each step after those it waits for; otherwise as the plan file has them. The file was checked for cycles when it was read.</summary>
    private static List<StepDefinition> InOrder(IReadOnlyList<StepDefinition> steps)
    {
        List<StepDefinition> ordered = [];
        HashSet<StepId> placed = [];
        while (ordered.Count < steps.Count)
        {
            StepDefinition next = steps.First(step => !placed.Contains(step.Id) && step.After.All(placed.Contains));
            ordered.Add(next);
            placed.Add(next.Id);
        }

        return ordered;
    }

    private static PlanHash HashOf(BackoutState state, PlanStep[] steps)
    {
        string content = $"{state.Id}\n{state.PlanRound}\n{JournalJson.Canonical(steps)}";
        return new PlanHash(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))));
    }
}
