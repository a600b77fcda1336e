using System.Globalization;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.PlanFiles.Shapes;
using BackoutBot.PlanFiles.Yaml;

namespace BackoutBot.PlanFiles;

/// <summary>
/// Reads the keys of one mapping. Every read that finds a fault reports it and answers nothing, so that the next one still
/// happens; <see cref="Close"/> then reports the keys that nobody asked for.
/// <para>
/// Each read says what the key is for: the schema and the reference are written from a reading of nothing that tells what is asked for
/// (<see cref="Telling"/>).
/// </para>
/// </summary>
public sealed class Section
{
    private readonly Dictionary<string, PlanEntry> _entries;
    private readonly List<string> _known = [];
    private readonly string _path;
    private readonly PlanShape? _shape;

    internal Section(PlanMapping mapping, string path, FaultList faults, PlanShape? shape = null)
    {
        At = mapping.At;
        _entries = mapping.Entries.ToDictionary(entry => entry.Key);
        Faults = faults;
        _path = path;
        _shape = shape;
    }

    /// <summary>Where the mapping begins.</summary>
    public Position At { get; }

    /// <summary>What was found in the whole file.</summary>
    internal FaultList Faults { get; }

    /// <summary>A section of no file: reading it fills the shape with what is asked for, below each key with one entry.</summary>
    internal static Section Telling(PlanShape shape) => new(new PlanMapping(Position.Start, []), string.Empty, new FaultList(string.Empty), shape);

    /// <summary>Whether the key stands in the file.</summary>
    public bool Has(string key) => _entries.ContainsKey(key);

    /// <summary>Whether a list with something in it stands under the key, be it right or wrong; what is no list at all counts, for its fault is reported.</summary>
    public bool HasEntries(string key) => Has(key) && _entries[key].Value is not PlanSequence { Items.Count: 0 };

    /// <summary>Whether one of the lists has something in it, as one must.</summary>
    public bool NeedsOneOf(params string[] keys)
    {
        _shape?.NeedOneOf(keys);
        return Array.Exists(keys, HasEntries);
    }

    /// <summary>Where the key stands, or the mapping where the key is missing.</summary>
    public Position AtKey(string key) => _entries.TryGetValue(key, out PlanEntry? entry) ? entry.At : At;

    /// <summary>The key's path from the file's root.</summary>
    public string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    /// <summary>Reports a fault with this section or one of its keys.</summary>
    public void Fault(string? key, string problem, string fix) =>
        Faults.Add(key is null ? At : AtKey(key), key is null ? _path : PathOf(key), problem, fix);

    /// <summary>Reports a fault with a value that was read.</summary>
    public void Fault<T>(Located<T> value, string problem, string fix) => Faults.Add(value.At, value.Path, problem, fix);

    /// <summary>The text under the key; a missing key is a fault.</summary>
    public Located<string>? Text(string key, TextRule rule, string description)
    {
        Tell(key, new PlanValue.Text(rule), description, needed: true);
        return Take(key, rule) is { } entry ? TextOf(entry.Value, PathOf(key), rule) : null;
    }

    /// <summary>The text under the key; null where it is missing.</summary>
    public Located<string>? OptionalText(string key, TextRule rule, string description)
    {
        Tell(key, new PlanValue.Text(rule), description);
        return Find(key) is { } entry ? TextOf(entry.Value, PathOf(key), rule) : null;
    }

    /// <summary>A list of different texts; empty where the key is missing, which is a fault where one is needed.</summary>
    public IReadOnlyList<Located<string>> Texts(string key, TextRule rule, string description, NoEntries? needed = null)
    {
        Tell(key, new PlanValue.Sequence(new PlanValue.Text(rule), needed is not null), description, needed is not null);
        if (needed is not null && !Has(key))
        {
            Fault(null, $"the key '{key}' is missing", $"add '{key}:' with {needed.Missing}");
        }
        else if (needed is not null && !HasEntries(key))
        {
            Fault(key, needed.Problem, needed.Fix);
        }

        List<Located<string>> texts = [];
        foreach ((PlanNode node, string path) in Items(key))
        {
            if (TextOf(node, path, rule) is not { } text)
            {
                continue;
            }

            if (texts.Find(other => other.Value == text.Value) is { } twin)
            {
                Fault(text, $"'{text.Value}' stands here again, first on line {twin.At.Line}", "keep one of the two");
                continue;
            }

            texts.Add(text);
        }

        return texts;
    }

    /// <summary>A list whose entries are texts or, to say more, mappings; equal texts are a fault.</summary>
    public IReadOnlyList<(Located<string>? Text, Section? Section)> TextsOrSections(string key, TextRule rule, string description)
    {
        if (Tell(key, below => new PlanValue.Sequence(new PlanValue.Either(new PlanValue.Text(rule), below)), description) is { } told)
        {
            return [(null, told)];
        }

        List<(Located<string>? Text, Section? Section)> entries = [];
        foreach ((PlanNode node, string path) in Items(key))
        {
            if (node is PlanMapping)
            {
                entries.Add((null, SectionOf(node, path)));
            }
            else if (TextOf(node, path, rule) is { } text)
            {
                if (entries.Find(other => other.Text?.Value == text.Value).Text is { } twin)
                {
                    Fault(text, $"'{text.Value}' stands here again, first on line {twin.At.Line}", "keep one of the two");
                    continue;
                }

                entries.Add((text, null));
            }
        }

        return entries;
    }

    /// <summary>A whole number of 1 or more; null where it is something else.</summary>
    public Located<int>? Count(string key, int otherwise, string description)
    {
        Tell(key, new PlanValue.Count(otherwise), description);
        Located<int> missing = new(otherwise, AtKey(key), PathOf(key));
        if (Find(key) is not { } entry)
        {
            return missing;
        }

        if (entry.Value is PlanScalar { Kind: ScalarKind.Integer } scalar
            && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1)
        {
            return missing with { Value = count, At = scalar.At };
        }

        Faults.Add(entry.Value.At, PathOf(key), $"{Shown(entry.Value)} is not a whole number of 1 or more", $"write a number such as {otherwise}");
        return null;
    }

    /// <summary>A time span of more than zero; null where it is something else.</summary>
    public Located<TimeSpan>? Duration(string key, TimeSpan otherwise, string description)
    {
        Tell(key, new PlanValue.Duration(PlanDuration.Write(otherwise)), description);
        Located<TimeSpan> missing = new(otherwise, AtKey(key), PathOf(key));
        if (Find(key) is not { } entry)
        {
            return missing;
        }

        if (entry.Value is PlanScalar { Kind: ScalarKind.Text } scalar && PlanDuration.Parse(scalar.Text) is { } span)
        {
            return missing with { Value = span, At = scalar.At };
        }

        Faults.Add(entry.Value.At, PathOf(key), $"{Shown(entry.Value)} is not {TextRules.Duration.What}", TextRules.Duration.Fix);
        return null;
    }

    /// <summary>The mapping under the key; a missing key is a fault.</summary>
    public Section? Child(string key, string description) =>
        Tell(key, below => below, description, needed: true) ?? (Take(key, what: null) is { } entry ? SectionOf(entry.Value, PathOf(key)) : null);

    /// <summary>The mapping under the key; null where it is missing.</summary>
    public Section? OptionalChild(string key, string description) =>
        Tell(key, below => below, description) ?? FoundChild(key);

    /// <summary>A list of mappings; empty where the key is missing.</summary>
    public IReadOnlyList<Section> Children(string key, string description) =>
        Tell(key, below => new PlanValue.Sequence(below), description) is { } told ? [told] : FoundChildren(key);

    /// <summary>A list of entries such as those of a list that holds this very one; empty where the key is missing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="list">The list's path from the file's root, such as <c>rollback</c>.</param>
    /// <param name="description">What the key is for.</param>
    public IReadOnlyList<Section> ChildrenAsIn(string key, string list, string description)
    {
        Tell(key, new PlanValue.Sequence(new PlanValue.EntryOf(list), NeedsOne: true), description);
        return FoundChildren(key);
    }

    /// <summary>A mapping, or a list of mappings; empty where the key is missing.</summary>
    public IReadOnlyList<Section> OneOrMore(string key, string description)
    {
        if (Tell(key, below => new PlanValue.Either(below, new PlanValue.Sequence(below)), description) is { } told)
        {
            return [told];
        }

        return _entries.TryGetValue(key, out PlanEntry? entry) && entry.Value is not PlanSequence
            ? FoundChild(key) is { } one ? [one] : []
            : FoundChildren(key);
    }

    /// <summary>The keys of a mapping whose keys the file chooses, each with its text.</summary>
    public IReadOnlyDictionary<string, Located<string>> Parameters(string key, string description)
    {
        Tell(key, new PlanValue.FreeMapping(TextRules.Any), description);
        Dictionary<string, Located<string>> parameters = new(StringComparer.Ordinal);
        if (FoundChild(key) is { } section)
        {
            foreach (PlanEntry entry in section._entries.Values)
            {
                if (TextOf(entry.Value, section.PathOf(entry.Key), TextRules.Any) is { } text)
                {
                    parameters[entry.Key] = text with { At = entry.At };
                }
            }
        }

        return parameters;
    }

    /// <summary>A list of mappings with one at least.</summary>
    public IReadOnlyList<Section> NeededChildren(string key, string description)
    {
        if (Tell(key, below => new PlanValue.Sequence(below, NeedsOne: true), description, needed: true) is { } told)
        {
            return [told];
        }

        if (!Has(key))
        {
            _ = Take(key, what: null);
            return [];
        }

        IReadOnlyList<Section> children = FoundChildren(key);
        if (!HasEntries(key))
        {
            Fault(key, "the list is empty", "write one entry at least");
        }

        return children;
    }

    /// <summary>Reports every key that no read asked for.</summary>
    public void Close()
    {
        foreach (PlanEntry entry in _entries.Values.Where(entry => !_known.Contains(entry.Key)))
        {
            string suggestion = Nearest.To(entry.Key, _known) is { } near ? $"write '{near}'" : "remove it";
            Faults.Add(entry.At, _path, $"there is no key '{entry.Key}'", $"{suggestion}; the keys here are {string.Join(", ", _known)}");
        }
    }

    private static string Shown(PlanNode node) => node switch
    {
        PlanScalar { Kind: ScalarKind.Null } => "nothing",
        PlanScalar scalar => $"'{(scalar.Text.Length > 60 ? scalar.Text[..57] + "..." : scalar.Text)}'",
        PlanSequence => "a list",
        _ => "a mapping",
    };

    private void Tell(string key, PlanValue value, string description, bool needed = false) => _shape?.Add(new PlanKey(key, description, value, needed));

    /// <summary>The section that tells what is below the key; null where a file is read.</summary>
    private Section? Tell(string key, Func<PlanValue.Mapping, PlanValue> value, string description, bool needed = false)
    {
        if (_shape is null)
        {
            return null;
        }

        PlanShape below = new();
        Tell(key, value(new PlanValue.Mapping(below)), description, needed);
        return Telling(below);
    }

    private Section? FoundChild(string key) => Find(key) is { } entry ? SectionOf(entry.Value, PathOf(key)) : null;

    private List<Section> FoundChildren(string key) => [.. Items(key).Select(item => SectionOf(item.Node, item.Path)).OfType<Section>()];

    private PlanEntry? Find(string key)
    {
        _known.Add(key);
        return _entries.GetValueOrDefault(key);
    }

    private PlanEntry? Take(string key, TextRule? what)
    {
        if (Find(key) is { } entry)
        {
            return entry;
        }

        Fault(null, $"the key '{key}' is missing", what is null ? $"add '{key}:'" : $"add '{key}:' with {what.What}: {what.Fix}");
        return null;
    }

    private IEnumerable<(PlanNode Node, string Path)> Items(string key)
    {
        if (Find(key) is not { } entry)
        {
            return [];
        }

        if (entry.Value is PlanSequence sequence)
        {
            return sequence.Items.Select((node, index) => (node, $"{PathOf(key)}[{index}]"));
        }

        Faults.Add(entry.Value.At, PathOf(key), $"{Shown(entry.Value)} is not a list", "write a list: each entry on its own line after '- '");
        return [];
    }

    private Located<string>? TextOf(PlanNode node, string path, TextRule rule)
    {
        if (node is PlanScalar { Kind: ScalarKind.Text } text)
        {
            if (rule.Fits(text.Text))
            {
                return new Located<string>(text.Text, text.At, path);
            }

            Faults.Add(text.At, path, $"{Shown(text)} is not {rule.What}", rule.Fix);
            return null;
        }

        (string problem, string fix) = node switch
        {
            PlanScalar { Kind: ScalarKind.Null } => ("there is no value", $"write {rule.What}; what begins with '#' needs quotes, or YAML takes it for a comment"),
            PlanScalar scalar => ($"YAML takes {scalar.Text} for a {(scalar.Kind == ScalarKind.Boolean ? "yes or no" : "number")} and not for a text", $"put it in quotes: \"{scalar.Text}\""),
            _ => ($"{Shown(node)} is not {rule.What}", rule.Fix),
        };
        Faults.Add(node.At, path, problem, fix);
        return null;
    }

    private Section? SectionOf(PlanNode node, string path)
    {
        if (node is PlanMapping mapping)
        {
            return new Section(mapping, path, Faults);
        }

        Faults.Add(node.At, path, $"{Shown(node)} is not a mapping of keys to values", "write its keys below it, each on its own line");
        return null;
    }
}
