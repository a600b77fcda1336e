using BackoutBot.Aws.Actions;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;

namespace BackoutBot.PlanFiles.Sections;

/// <summary>Reads <c>rollback</c>: the steps, which must form a graph without cycles.</summary>
internal sealed class RollbackSection
{
    private static readonly TextRule Action = new("an action", text => text.Length > 0, $"write one of {string.Join(", ", ActionNeeds.All.Keys)}");

    private readonly List<Step> _steps = [];
    private readonly Section? _aws;

    private RollbackSection(IReadOnlyList<Section> sections, Section? aws)
    {
        _aws = aws;
        foreach (Section section in sections)
        {
            Located<string>? id = section.Text("id", TextRules.Step);
            Located<string>? action = section.Text("action", Action);
            IReadOnlyList<Located<string>> after = section.Texts("after", TextRules.Step);
            section.Close();
            _steps.Add(new Step(section, id, action, after));
        }
    }

    /// <param name="sections">The steps.</param>
    /// <param name="aws">What the steps work on; null where that part is missing, which is reported there.</param>
    public static IReadOnlyList<StepDefinition> Read(IReadOnlyList<Section> sections, Section? aws)
    {
        RollbackSection reader = new(sections, aws);
        reader.CheckNames();
        reader.CheckActions();
        reader.CheckOrder();
        reader.CheckMaintenance();
        return [.. reader._steps.Where(step => step is { Id: not null, Action: not null }).Select(step => new StepDefinition(
            new StepId(step.Id!.Value), step.Action!.Value, [.. step.After.Select(id => new StepId(id.Value))]))];
    }

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

            if (!ActionNeeds.All.TryGetValue(action.Value, out string? needed))
            {
                string near = Nearest.To(action.Value, ActionNeeds.All.Keys) is { } suggestion ? $"write '{suggestion}'" : "choose another";
                step.Section.Fault(action, $"there is no action '{action.Value}'", $"{near}; the actions are {string.Join(", ", ActionNeeds.All.Keys)}");
            }
            else if (_aws is not null && !_aws.Has(needed))
            {
                step.Section.Fault(action, $"'{action.Value}' works on aws.{needed}, which is missing", $"add 'aws.{needed}', or remove the step");
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

    /// <summary>A page that is put up must come down, and only after it is up.</summary>
    private void CheckMaintenance()
    {
        Step? on = _steps.Find(step => step.Action?.Value == AwsActionNames.MaintenanceOn);
        Step? off = _steps.Find(step => step.Action?.Value == AwsActionNames.MaintenanceOff);
        if (on is not null && off is null)
        {
            on.Section.Fault(on.Action!, "the maintenance page is put up and never taken down", "add a step with the action 'maintenance-off' after the others");
        }
        else if (off is not null && on is null)
        {
            off.Section.Fault(off.Action!, "the maintenance page is taken down and never put up", "add a step with the action 'maintenance-on' before the others, or remove this one");
        }
        else if (on?.Id is not null && off is not null && !Before(off, []).Contains(on))
        {
            off.Section.Fault(off.Action!, $"the maintenance page may be taken down before '{on.Id.Value}' puts it up", $"let the step come after '{on.Id.Value}', or after a step that does");
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

    private sealed record Step(Section Section, Located<string>? Id, Located<string>? Action, IReadOnlyList<Located<string>> After);
}
