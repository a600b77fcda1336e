using System.Text;

namespace BackoutBot.PlanFiles.Shapes;

/// <summary>Writes the tables of <c>docs/plan-files.md</c>.</summary>
internal static class PlanReference
{
    /// <summary>Beyond that many values a table would be all values; a list of them stands elsewhere.</summary>
    private const int MaxValues = 16;

    /// <summary>A table for each mapping that may stand in a file, in the order of the file.</summary>
    public static string Keys(IPlanSection provider)
    {
        StringBuilder text = new();
        Write(text, string.Empty, PlanFileReader.ShapeFor(provider), isEntry: false);
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The table of what a step may do.</summary>
    public static string Actions(IPlanSection provider)
    {
        StringBuilder text = new("| action | works on | what it does | `with` |\n| --- | --- | --- | --- |\n");
        foreach (PlanAction action in provider.Actions)
        {
            string closes = action.Closes is { } closed ? $", after `{closed.OpenedBy}`" : string.Empty;
            string parameters = string.Join("; ", action.Parameters.Select(parameter => $"`{parameter.Name}`: {parameter.Is}"));
            _ = text.Append($"| `{action.Name}` | `{provider.Key}.{action.Part}` | {action.Does}{closes} | {parameters} |\n");
        }

        foreach (PlanAction action in provider.Actions)
        {
            if (action.Closes is { } bracket)
            {
                _ = text.Append($"| `{bracket.Name}` | `{provider.Key}.{action.Part}` | `{bracket.OpenedBy}` before the steps under `around`, `{action.Name}` after them |  |\n");
            }
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void Write(StringBuilder text, string path, PlanShape shape, bool isEntry)
    {
        if (path.Length > 0)
        {
            _ = text.Append($"### `{path}`{(isEntry ? " (each entry)" : string.Empty)}\n\n");
        }

        _ = text.Append("| key | value | needed, or default | what it says |\n| --- | --- | --- | --- |\n");
        foreach (PlanKey key in shape.Keys)
        {
            _ = text.Append($"| `{key.Name}` | {Spoken(key.Value)} | {NeedOf(key)} | {key.Description} |\n");
        }

        _ = text.Append('\n');
        foreach (PlanKey key in shape.Keys)
        {
            if (Below(key.Value) is (var below, var many))
            {
                Write(text, path.Length == 0 ? key.Name : $"{path}.{key.Name}", below, many);
            }
        }
    }

    private static string NeedOf(PlanKey key) => key.Value switch
    {
        PlanValue.Count count => $"`{count.Otherwise}`",
        PlanValue.Duration duration => $"`{duration.Otherwise}`",
        _ => key.Needed ? "yes" : "no",
    };

    private static string Spoken(PlanValue value) => value switch
    {
        PlanValue.Text { Rule.Values: { Count: <= MaxValues } values } => $"one of {string.Join(", ", values.Select(one => $"`{one}`"))}",
        PlanValue.Text => "text",
        PlanValue.Count => "number",
        PlanValue.Duration => "duration",
        PlanValue.Sequence { Entry: PlanValue.Text } => "list of texts",
        PlanValue.Sequence { Entry: PlanValue.EntryOf entry } => $"list, each as in `{entry.List}`",
        PlanValue.Sequence { Entry: PlanValue.Either either } => $"list, each a {Spoken(either.One)} or a {Spoken(either.Other)}",
        PlanValue.Sequence => "list",
        PlanValue.Either either => $"{Spoken(either.One)} or {Spoken(either.Other)}",
        _ => "section",
    };

    /// <summary>The mapping that may stand below a key, and whether it is an entry of a list there.</summary>
    private static (PlanShape Shape, bool IsEntry)? Below(PlanValue value) => value switch
    {
        PlanValue.Mapping mapping => (mapping.Shape, false),
        PlanValue.Sequence sequence when Below(sequence.Entry) is (var shape, _) => (shape, true),
        PlanValue.Either either => Below(either.One) ?? Below(either.Other),
        _ => null,
    };
}
