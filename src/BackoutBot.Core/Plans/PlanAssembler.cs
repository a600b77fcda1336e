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
        IReadOnlyList<StepDefinition> file = StepsOf(state, service);
        Dictionary<StepId, PlanStep> planned = [];
        Dictionary<StepId, string> beforeAlone = [];
        List<string> remarks = [.. moved.Select(one => $"{one.InWords}. To have it put back, too: include {one.Resource}")];
        List<string> problems = [];
        List<LeftOutStep> leftOut = [];
        List<PlanStep> unneeded = [];
        List<string> unread = [];
        foreach ((StepId id, PlanningOutcome outcome) in outcomes.Select(one => (one.Step, one.Outcome)))
        {
            switch (outcome)
            {
                case PlanningOutcome.Planned made:
                    planned[id] = made.Step;
                    if (made.BeforeAlone is { } alone)
                    {
                        beforeAlone[id] = alone;
                    }

                    foreach (PlanningOutcome.Impossible without in made.Without)
                    {
                        LeaveOut(id, without);
                    }

                    break;
                case PlanningOutcome.NotNeeded notNeeded:
                    remarks.Add($"{id}: not needed. {notNeeded.Reason}");
                    if (notNeeded.Keeps is { } kept)
                    {
                        unneeded.Add(kept);
                    }

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

        // The plan file was read anew meanwhile.
        foreach (StepDefinition without in file.Where(step => !outcomes.Any(one => one.Step == step.Id)))
        {
            LeaveOut(without.Id, new PlanningOutcome.Impossible("It was not in the plan file when the plan was made.", "Have it planned again."));
        }

        // What is left out because it could not be read may be the very step that matters.
        if (unread.Count > 0)
        {
            return new PlanDraft(null, [.. unread, .. problems, .. remarks]);
        }

        // Nothing is put up that no step of the same plan takes away.
        foreach (StepDefinition closing in file.Where(step => step.Closes is not null && !planned.ContainsKey(step.Id)))
        {
            if (planned.Remove(closing.Closes!.Value))
            {
                leftOut.Add(new LeftOutStep(closing.Closes.Value, $"{closing.Id}, which would take it away again, is not in the plan.", $"Mend what keeps {closing.Id} out."));
                problems.Add($"{closing.Closes}: left out, for {closing.Id}, which would take it away again, is not in the plan.");
            }
        }

        // What would stand for nothing is not put up: nothing is done between putting it up and taking it away.
        Dictionary<StepId, StepDefinition> definitions = file.ToDictionary(step => step.Id);
        foreach (StepDefinition closing in file.Where(step => step.Closes is { } opened && planned.ContainsKey(opened) && planned.ContainsKey(step.Id)))
        {
            StepId opening = closing.Closes!.Value;
            if (!file.Any(step => step.Id != closing.Id && planned.TryGetValue(step.Id, out PlanStep? inside) && !inside.Supporting && ComesAfter(step, opening, definitions)))
            {
                remarks.Add($"{opening}: not needed. Nothing is left to be done meanwhile.");
                planned.Remove(opening);
                if (planned[closing.Id].Supporting)
                {
                    planned.Remove(closing.Id);
                }
            }
        }

        if (planned.Values.All(step => step.Supporting))
        {
            bool isNothingLeft = problems.Count == 0;
            problems.Add(isNothingLeft
                ? state.Undoing is { Of: { } ended } ? $"Nothing is to be put back: everything is as it was before {ended} already."
                : moved.Count > 0 ? "Nothing else is to be rolled back: but for what is left as it is, everything is as the restore point has it already."
                : "Nothing is to be rolled back: everything is as the restore point has it already."
                : "No step could be planned that takes anything back.");
            return new PlanDraft(null, [.. problems, .. remarks])
            {
                IsNothingLeft = isNothingLeft,
                Unneeded = unneeded,
                Includable = [.. leftOut.Select(left => left.Resource).OfType<string>()],
            };
        }

        PlanStep[] steps =
        [
            .. InOrder(file)
                .Where(definition => planned.ContainsKey(definition.Id))
                .Select(definition => planned[definition.Id] with
                {
                    After = [.. Waits(definition, definitions, planned).Distinct()],
                    Before = definition.Closes is { } opening && !planned.ContainsKey(opening) && beforeAlone.TryGetValue(definition.Id, out string? alone) ? alone : planned[definition.Id].Before,
                    Basis = definition.Closes is { } opens && planned.ContainsKey(opens) ? null : planned[definition.Id].Basis,
                    Closes = definition.Closes,
                    IsHeldAfter = definition.IsHeldAfter,
                    Entry = definition.Entry == definition.Id ? null : definition.Entry,
                }),
        ];
        return new PlanDraft(new Plan(HashOf(state, steps, unneeded), steps, [.. problems, .. remarks])
        {
            LeftOut = leftOut.Count > 0 ? leftOut : null,
            Unneeded = unneeded.Count > 0 ? unneeded : null,
        }, []);
    }

    /// <summary>The steps that a plan is made of, as the plan file has them; where it puts back what an ended backout did, the other way round.</summary>
    internal static IReadOnlyList<StepDefinition> StepsOf(BackoutState state, ServiceDefinition service) =>
        state.Undoing is { IsOfOwn: false } all ? UndoOrder.Of(all, service) : service.Steps;

    /// <summary>The plan that stops what is being deployed, and does nothing else.</summary>
    internal static Plan ToStop(BackoutState state, StopReading reading) =>
        new(HashOf(state, [.. reading.Steps]), reading.Steps, [.. reading.Unread]);

    /// <summary>The plan that puts back what one step of the backout did, and does nothing else.</summary>
    internal static PlanDraft ToUndo(BackoutState state, IReadOnlyList<PlannedStep> outcomes)
    {
        PlanStep[] steps = [.. outcomes.Select(one => one.Outcome).OfType<PlanningOutcome.Planned>().Select(made => made.Step with { After = [] })];
        string[] problems = [.. outcomes.Select(one => one.Outcome switch
        {
            PlanningOutcome.NotNeeded not => $"{one.Step}: nothing is to be put back. {not.Reason}",
            PlanningOutcome.Impossible impossible => $"{one.Step}: can't be put back. {impossible.Reason} {impossible.Fix}",
            PlanningOutcome.Unreadable unreadable => $"{one.Step}: could not be read. {unreadable.Reason} {unreadable.Fix}",
            _ => null,
        }).OfType<string>()];
        return problems.Length > 0 ? new PlanDraft(null, problems) : new PlanDraft(new Plan(HashOf(state, steps), steps, []), []);
    }

    /// <summary>Whether a step waits for another, by whatever way.</summary>
    private static bool ComesAfter(StepDefinition step, StepId other, Dictionary<StepId, StepDefinition> definitions) =>
        step.After.Any(earlier => earlier == other || ComesAfter(definitions[earlier], other, definitions));

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

    private static PlanHash HashOf(BackoutState state, PlanStep[] steps, List<PlanStep>? unneeded = null) =>
        PlanSeal.Of(state, JournalJson.Canonical(steps), unneeded is { Count: > 0 } ? JournalJson.Canonical(unneeded.ToArray()) : null);
}
