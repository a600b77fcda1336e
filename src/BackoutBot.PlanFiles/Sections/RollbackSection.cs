using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;

namespace BackoutBot.PlanFiles.Sections;

/// <summary>Reads <c>rollback</c>: the steps, which must form a graph without cycles.</summary>
internal sealed class RollbackSection
{
    private readonly List<Step> _steps = [];
    private readonly IPlanSection _provider;
    private readonly Dictionary<string, PlanAction> _actions;
    private readonly Section? _section;
    private readonly PlanSectionReading? _reading;

    private RollbackSection(IReadOnlyList<Section> sections, IPlanSection provider, Section? section, PlanSectionReading? reading)
    {
        _provider = provider;
        _actions = provider.Actions.ToDictionary(action => action.Name, StringComparer.Ordinal);
        _section = section;
        _reading = reading;
        TextRule anAction = TextRule.OneOf("an action", [.. _actions.Keys]) with { ReaderKnowsValues = true };
        foreach (Section entry in sections)
        {
            Located<string>? id = entry.Text("id", TextRules.Step, "The step's name, unique in the file.");
            Located<string>? action = entry.Text("action", anAction, $"What the step does; the file must have the part of {_provider.Key} that the action works on.");
            Located<string>? resource = entry.OptionalText("resource", TextRules.Any, "The name of the resource that it works on; all that the action can work on where the key is missing.");
            IReadOnlyDictionary<string, Located<string>> parameters = entry.Parameters("with", "How the action is to do it, by the parameters of the action.");
            IReadOnlyList<Located<string>> after = entry.Texts("after", TextRules.Step, "The steps that must have ended well before this one starts.");
            entry.Close();
            _steps.Add(new Step(entry, id, action, resource, parameters, after));
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
        return [.. reader._steps.Where(step => step is { Id: not null, Action: not null }).Select(step => new StepDefinition(
            new StepId(step.Id!.Value), step.Action!.Value, [.. step.After.Select(id => new StepId(id.Value))])
        {
            Resource = step.Resource?.Value,
            Closes = reader.OpenedFor(step),
            With = step.Parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.Value, StringComparer.Ordinal),
        })];
    }

    /// <summary>The step that puts up what this one takes down; null where it takes nothing down.</summary>
    private StepId? OpenedFor(Step closing) =>
        _actions.GetValueOrDefault(closing.Action!.Value)?.Closes is { } bracket && _steps.Find(step => step.Action?.Value == bracket.OpenedBy)?.Id is { } opened
            ? new StepId(opened.Value)
            : null;

    private Step? Find(string id) => _steps.Find(step => step.Id?.Value == id);

    private void CheckNames()
    {
        foreach (Step step in _steps)
        {
            if (step.Id is { } id && Find(id.Value) is { } first && first != step)
            {
                step.Section.Fault(id, $"the step '{id.Value}' stands here again, first on line {first.Id!.At.Line}", "give each step a name of its own");
            }
        }
    }

    private void CheckActions()
    {
        foreach (Step step in _steps)
        {
            if (step.Action is not { } action)
            {
                continue;
            }

            if (!_actions.TryGetValue(action.Value, out PlanAction? known))
            {
                string near = Nearest.To(action.Value, _actions.Keys) is { } suggestion ? $"write '{suggestion}'" : "choose another";
                step.Section.Fault(action, $"there is no action '{action.Value}'", $"{near}; the actions are {string.Join(", ", _actions.Keys)}");
            }
            else if (_section is not null && !_section.Has(known.Part))
            {
                step.Section.Fault(action, $"'{action.Value}' works on {_provider.Key}.{known.Part}, which is missing", $"add '{_provider.Key}.{known.Part}', or remove the step");
            }
            else
            {
                CheckResource(step, action, known);
                CheckParameters(step, known);
            }
        }
    }

    private void CheckResource(Step step, Located<string> action, PlanAction known)
    {
        if (_reading is null)
        {
            return;
        }

        IReadOnlyList<string> names = _reading.Names.GetValueOrDefault(known.Part, []);
        if (step.Resource is { } resource && !names.Contains(resource.Value))
        {
            string near = Nearest.To(resource.Value, names) is { } suggestion ? $"write '{suggestion}'" : "choose another";
            step.Section.Fault(resource, $"{_provider.Key}.{known.Part} has no '{resource.Value}'", $"{near}; it has {string.Join(", ", names)}");
        }
        else if (step.Resource is null && known.WorksOnOne && names.Count > 1)
        {
            step.Section.Fault(action, $"'{action.Value}' works on one of {_provider.Key}.{known.Part}, which has {names.Count}", $"add 'resource:' with one of {string.Join(", ", names)}");
        }
    }

    private static void CheckParameters(Step step, PlanAction known)
    {
        foreach ((string name, Located<string> value) in step.Parameters)
        {
            if (known.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Rule is not { } rule)
            {
                string fix = known.Parameters.Count == 0 ? "remove 'with'" : $"it takes {string.Join(", ", known.Parameters.Select(parameter => parameter.Name))}";
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
                last.After.First(after => after.Value == step.Id!.Value),
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
        Step? on = _steps.Find(step => step.Action?.Value == bracket.OpenedBy);
        Step? off = _steps.Find(step => step.Action?.Value == closing);
        if (on is not null && off is null)
        {
            on.Section.Fault(on.Action!, $"{bracket.Thing} is put up and never taken down", $"add a step with the action '{closing}' after the others");
        }
        else if (off is not null && on is null)
        {
            off.Section.Fault(off.Action!, $"{bracket.Thing} is taken down and never put up", $"add a step with the action '{bracket.OpenedBy}' before the others, or remove this one");
        }
        else if (on?.Id is not null && off is not null && !Before(off, []).Contains(on))
        {
            off.Section.Fault(off.Action!, $"{bracket.Thing} may be taken down before '{on.Id.Value}' puts it up", $"let the step come after '{on.Id.Value}', or after a step that does");
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
        IReadOnlyList<Located<string>> After);
}
