using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;

namespace BackoutBot.PlanFiles.Sections;

/// <summary>
/// Reads <c>rollback</c>: the steps, which must form a graph without cycles. A bracket is written as one entry around others and read as two steps;
/// an entry whose resources fall into several portions becomes a step for each.
/// </summary>
internal sealed class RollbackSection
{
    private readonly List<Step> _steps = [];
    private readonly HashSet<string> _brackets = new(StringComparer.Ordinal);
    private readonly IPlanSection _provider;
    private readonly Dictionary<string, PlanAction> _actions;
    private readonly Dictionary<string, PlanAction> _closings;
    private readonly Section? _section;
    private readonly PlanSectionReading? _reading;

    private RollbackSection(IReadOnlyList<Section> sections, IPlanSection provider, Section? section, PlanSectionReading? reading)
    {
        _provider = provider;
        _actions = provider.Actions.ToDictionary(action => action.Name, StringComparer.Ordinal);
        _closings = provider.Actions.Where(action => action.Closes is not null).ToDictionary(action => action.Closes!.Name, StringComparer.Ordinal);
        _section = section;
        _reading = reading;
        TextRule anAction = TextRule.OneOf("an action", [.. _actions.Keys, .. _closings.Keys]) with { ReaderKnowsValues = true };
        foreach (RollbackEntry entry in sections.Select(one => RollbackEntry.Read(one, provider, anAction)).ToArray())
        {
            Add(entry, opening: null);
        }
    }

    /// <param name="sections">The steps.</param>
    /// <param name="provider">Whose actions they may name.</param>
    /// <param name="section">What the steps work on; null where it is missing, which is reported there.</param>
    /// <param name="reading">What was read of it.</param>
    public static IReadOnlyList<StepDefinition> Read(IReadOnlyList<Section> sections, IPlanSection provider, Section? section, PlanSectionReading? reading)
    {
        RollbackSection reader = new(sections, provider, section, reading);
        reader.CheckNames();
        reader.CheckActions();
        reader.CheckOrder();
        reader.CheckBrackets();
        reader.CheckExpandedNames();
        return [.. reader._steps.Where(step => step is { Id: not null, Action: not null }).SelectMany(reader.DefinitionsOf)];
    }

    /// <summary>Adds the entry's step; of a bracket, the step that opens it, those inside, and the step that closes it.</summary>
    private void Add(RollbackEntry entry, Located<string>? opening)
    {
        if (entry.Action is null || !_closings.TryGetValue(entry.Action.Value, out PlanAction? closing))
        {
            if (entry.HasAround)
            {
                entry.FaultAround($"'{entry.Action?.Value}' puts nothing up around other steps", $"move the steps below '{entry.Id?.Value}', or use one of {string.Join(", ", _closings.Keys)}");
            }

            _steps.Add(new Step(entry.Section, entry.Id, entry.Action, entry.Resource, entry.Parameters, [.. Opened(opening), .. entry.After]));
            return;
        }

        if (entry.Around.Count == 0)
        {
            entry.FaultAround($"'{closing.Closes!.Name}' stands around no step", "list under 'around' the steps that stand inside");
        }

        Located<string>? on = Named(entry.Id, "on");
        Step opener = new(entry.Section, on, entry.Action with { Value = closing.Closes!.OpenedBy }, entry.Resource, entry.Parameters, [.. Opened(opening), .. entry.After]);
        _steps.Add(opener);
        foreach (RollbackEntry inner in entry.Around)
        {
            bool waitsInside = inner.After.Any(after => entry.Inside.Any(other => other.Id?.Value == after.Value));
            Add(inner, waitsInside ? null : on);
        }

        if (entry.Id is not null)
        {
            _ = _brackets.Add(entry.Id.Value);
        }

        _steps.Add(new Step(
            entry.Section,
            Named(entry.Id, "off"),
            entry.Action with { Value = closing.Name },
            entry.Resource,
            new Dictionary<string, Located<string>>(StringComparer.Ordinal),
            [.. Opened(on), .. entry.Around.Select(inner => inner.Id).OfType<Located<string>>()])
        {
            Opener = opener,
        });

        static IEnumerable<Located<string>> Opened(Located<string>? opening) => opening is null ? [] : [opening];
        static Located<string>? Named(Located<string>? id, string end) => id is null ? null : id with { Value = $"{id.Value}-{end}" };
    }

    /// <summary>The steps that one stands for.</summary>
    private IEnumerable<StepDefinition> DefinitionsOf(Step step)
    {
        StepId entry = new(step.Id!.Value);
        Step? opener = OpenerOf(step);
        foreach ((string id, string? portion, IReadOnlyList<string>? resources) in Expand(step))
        {
            yield return new StepDefinition(
                new StepId(id),
                step.Action!.Value,
                [.. step.After.Select(after => Find(after.Value)).OfType<Step>().SelectMany(Expand).Select(one => new StepId(one.Id)).Distinct()])
            {
                Entry = entry,
                Resources = resources,
                Closes = opener?.Id is null ? null : Expand(opener).Where(one => one.Portion == portion).Select(one => (StepId?)new StepId(one.Id)).FirstOrDefault(),
                With = step.Parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.Value, StringComparer.Ordinal),
            };
        }
    }

    /// <summary>The names of the steps that one stands for, and what each works on: one for each portion of the resources, where these fall into several.</summary>
    private IReadOnlyList<(string Id, string? Portion, IReadOnlyList<string>? Resources)> Expand(Step step)
    {
        string id = step.Id!.Value;
        string? named = step.Resource?.Value;
        IReadOnlyList<PlanPortion> portions = step.Action is { } action && _actions.TryGetValue(action.Value, out PlanAction? known) ? _reading?.Portions.GetValueOrDefault(known.Part) ?? [] : [];
        return named is not null && portions.FirstOrDefault(portion => portion.Resources.Contains(named)) is { } only ? [(id, only.Name, [named])]
            : portions.Count > 1 ? [.. portions.Select(portion => ($"{id}-{portion.Name}", portion.Name, portion.Resources))]
            : [(id, null, named is null || portions.Count == 1 ? null : [named])];
    }

    /// <summary>The step that puts up what this one takes down; null where it takes nothing down.</summary>
    private Step? OpenerOf(Step closing) =>
        closing.Opener ?? (_actions.GetValueOrDefault(closing.Action!.Value)?.Closes is { } bracket ? Long(bracket.OpenedBy) : null);

    /// <summary>The step of that action which stands for itself, and was not made from a bracket's one entry.</summary>
    private Step? Long(string action) => _steps.Find(step => step.Action?.Value == action && step.Opener is null && !_steps.Exists(closing => closing.Opener == step));

    /// <summary>The step of that name; of a bracket, the one that closes it.</summary>
    private Step? Find(string id)
    {
        string name = _brackets.Contains(id) ? $"{id}-off" : id;
        return _steps.Find(step => step.Id?.Value == name);
    }

    private void CheckNames()
    {
        foreach (Step step in _steps)
        {
            if (step.Id is { } id && _steps.Find(other => other.Id?.Value == id.Value) is { } first && first != step)
            {
                step.Section.Fault(id, $"the step '{id.Value}' stands here again, first on line {first.Id!.At.Line}", "give each step a name of its own");
            }
        }
    }

    private void CheckActions()
    {
        foreach (Step step in _steps)
        {
            // Of a bracket in one entry, the opening step stands for both.
            if (step.Action is not { } action || step.Opener is not null)
            {
                continue;
            }

            if (!_actions.TryGetValue(action.Value, out PlanAction? known))
            {
                string near = Nearest.To(action.Value, _actions.Keys.Concat(_closings.Keys)) is { } suggestion ? $"write '{suggestion}'" : "choose another";
                step.Section.Fault(action, $"there is no action '{action.Value}'", $"{near}; the actions are {string.Join(", ", _actions.Keys.Concat(_closings.Keys))}");
            }
            else if (_section is not null && !_section.Has(known.Part))
            {
                step.Section.Fault(action, $"'{action.Value}' works on {_provider.Key}.{known.Part}, which is missing", $"add '{_provider.Key}.{known.Part}', or remove the step");
            }
            else
            {
                CheckResource(step, known);
                CheckParameters(step, known);
            }
        }
    }

    private void CheckResource(Step step, PlanAction known)
    {
        IReadOnlyList<string> names = _reading?.Names.GetValueOrDefault(known.Part, []) ?? [];
        if (_reading is not null && step.Resource is { } resource && !names.Contains(resource.Value))
        {
            string near = Nearest.To(resource.Value, names) is { } suggestion ? $"write '{suggestion}'" : "choose another";
            step.Section.Fault(resource, $"{_provider.Key}.{known.Part} has no '{resource.Value}'", $"{near}; it has {string.Join(", ", names)}");
        }
    }

    private static void CheckParameters(Step step, PlanAction known)
    {
        foreach ((string name, Located<string> value) in step.Parameters)
        {
            if (known.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Rule is not { } rule)
            {
                string fix = known.Parameters.Count == 0 ? "remove 'with'" : $"write '{string.Join("' or '", known.Parameters.Select(parameter => parameter.Name))}'";
                step.Section.Fault(value, $"'{known.Name}' takes no '{name}'", fix);
            }
            else if (!rule.Fits(value.Value))
            {
                step.Section.Fault(value, $"'{value.Value}' is not {rule.What}", rule.Fix);
            }
        }
    }

    private void CheckOrder()
    {
        foreach (Step step in _steps)
        {
            foreach (Located<string> after in step.After.Where(after => Find(after.Value) is null))
            {
                string near = Nearest.To(after.Value, _steps.Select(other => other.Id?.Value).OfType<string>()) is { } suggestion ? $"write '{suggestion}'" : "name a step of this file, or remove it";
                step.Section.Fault(after, $"there is no step '{after.Value}'", near);
            }
        }

        HashSet<Step> done = [];
        foreach (Step step in _steps)
        {
            FindCycle(step, [], done);
        }
    }

    /// <summary>Walks back along <c>after</c>; a step that is met again on the way closes a cycle, reported once.</summary>
    private void FindCycle(Step step, List<Step> way, HashSet<Step> done)
    {
        if (way.IndexOf(step) is >= 0 and var from)
        {
            IEnumerable<string> cycle = way.Skip(from).Append(step).Select(member => member.Id!.Value);
            Step last = way[^1];
            last.Section.Fault(
                last.After.First(after => Find(after.Value) == step),
                $"the steps wait for each other: {string.Join(" after ", cycle)}",
                "remove one of these 'after'");
            return;
        }

        if (step.Id is null || !done.Add(step))
        {
            return;
        }

        way.Add(step);
        foreach (Step before in step.After.Select(after => Find(after.Value)).OfType<Step>())
        {
            FindCycle(before, way, done);
        }

        way.RemoveAt(way.Count - 1);
    }

    /// <summary>What is put up must come down, and only after it is up.</summary>
    private void CheckBrackets()
    {
        foreach (PlanAction closing in _actions.Values.Where(action => action.Closes is not null))
        {
            CheckBracket(closing.Name, closing.Closes!);
        }
    }

    private void CheckBracket(string closing, PlanBracket bracket)
    {
        Step? on = Long(bracket.OpenedBy);
        Step? off = _steps.Find(step => step.Action?.Value == closing && step.Opener is null);
        if (on is not null && off is null)
        {
            on.Section.Fault(on.Action!, $"{bracket.Thing} is put up and never taken down", $"add a step with the action '{closing}' after the others, or use the action '{bracket.Name}' around them");
        }
        else if (off is not null && on is null)
        {
            off.Section.Fault(off.Action!, $"{bracket.Thing} is taken down and never put up", $"add a step with the action '{bracket.OpenedBy}' before the others, or remove this one");
        }
        else if (on?.Id is not null && off is not null && !Before(off, []).Contains(on))
        {
            off.Section.Fault(off.Action!, $"{bracket.Thing} may be taken down before '{on.Id.Value}' puts it up", $"let the step come after '{on.Id.Value}', or after a step that does");
        }
        else if (on is not null && on.Resource?.Value != off?.Resource?.Value)
        {
            off!.Section.Fault(off.Action!, $"{bracket.Thing} is taken down elsewhere than '{on.Id?.Value}' puts it up", "give both steps the same 'resource', or none");
        }
    }

    /// <summary>The steps that one entry stands for have names of their own. What resources it has is known once nothing else is wrong.</summary>
    private void CheckExpandedNames()
    {
        if (_steps.Exists(step => step.Section.Faults.All.Count > 0))
        {
            return;
        }

        string[] names = [.. _steps.Where(step => step.Id is not null).SelectMany(Expand).Select(one => one.Id)];
        foreach (Step step in _steps.Where(step => step.Id is not null))
        {
            IReadOnlyList<(string Id, string? Portion, IReadOnlyList<string>? Resources)> expanded = Expand(step);
            if (expanded.Count > 1 && expanded.FirstOrDefault(one => names.Count(name => name == one.Id) > 1).Id is { } twice)
            {
                step.Section.Fault(step.Id!, $"'{step.Id!.Value}' stands for {expanded.Count} steps, and the name of one of them, '{twice}', is another step's too", "give the step another name");
            }
        }
    }

    private HashSet<Step> Before(Step step, HashSet<Step> seen)
    {
        foreach (Step before in step.After.Select(after => Find(after.Value)).OfType<Step>().Where(seen.Add))
        {
            _ = Before(before, seen);
        }

        return seen;
    }

    private sealed record Step(
        Section Section,
        Located<string>? Id,
        Located<string>? Action,
        Located<string>? Resource,
        IReadOnlyDictionary<string, Located<string>> Parameters,
        IReadOnlyList<Located<string>> After)
    {
        /// <summary>The step that puts up what this one takes down, where both were made from one entry.</summary>
        public Step? Opener { get; init; }
    }
}
