using System.Globalization;
using System.Text.RegularExpressions;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.PlanFiles.Yaml;

namespace BackoutBot.PlanFiles;

/// <summary>
/// Reads the keys of one mapping. Every read that finds a fault reports it and answers nothing, so that the next one still
/// happens; <see cref="Close"/> then reports the keys that nobody asked for.
/// </summary>
public sealed partial class Section
{
    private readonly Dictionary<string, PlanEntry> _entries;
    private readonly List<string> _known = [];
    private readonly FaultList _faults;
    private readonly string _path;

    internal Section(PlanMapping mapping, string path, FaultList faults)
    {
        At = mapping.At;
        _entries = mapping.Entries.ToDictionary(entry => entry.Key);
        _faults = faults;
        _path = path;
    }

    /// <summary>Where the mapping begins.</summary>
    public Position At { get; }

    /// <summary>Whether the key stands in the file.</summary>
    public bool Has(string key) => _entries.ContainsKey(key);

    /// <summary>Whether a list with something in it stands under the key, be it right or wrong; what is no list at all counts, for its fault is reported.</summary>
    public bool HasEntries(string key) => Has(key) && _entries[key].Value is not PlanSequence { Items.Count: 0 };

    /// <summary>Where the key stands, or the mapping where the key is missing.</summary>
    public Position AtKey(string key) => _entries.TryGetValue(key, out PlanEntry? entry) ? entry.At : At;

    /// <summary>The key's path from the file's root.</summary>
    public string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    /// <summary>Reports a fault with this section or one of its keys.</summary>
    public void Fault(string? key, string problem, string fix) =>
        _faults.Add(key is null ? At : AtKey(key), key is null ? _path : PathOf(key), problem, fix);

    /// <summary>Reports a fault with a value that was read.</summary>
    public void Fault<T>(Located<T> value, string problem, string fix) => _faults.Add(value.At, value.Path, problem, fix);

    /// <summary>The text under the key; a missing key is a fault.</summary>
    public Located<string>? Text(string key, TextRule rule) =>
        Take(key, rule) is { } entry ? TextOf(entry.Value, PathOf(key), rule) : null;

    /// <summary>The text under the key; null where it is missing.</summary>
    public Located<string>? OptionalText(string key, TextRule rule) =>
        Find(key) is { } entry ? TextOf(entry.Value, PathOf(key), rule) : null;

    /// <summary>A list of different texts; empty where the key is missing.</summary>
    public IReadOnlyList<Located<string>> Texts(string key, TextRule rule)
    {
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
    public IReadOnlyList<(Located<string>? Text, Section? Section)> TextsOrSections(string key, TextRule rule)
    {
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
    public Located<int>? Count(string key, int otherwise)
    {
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

        _faults.Add(entry.Value.At, PathOf(key), $"{Shown(entry.Value)} is not a whole number of 1 or more", $"write a number such as {otherwise}");
        return null;
    }

    /// <summary>A time span of more than zero; null where it is something else.</summary>
    public Located<TimeSpan>? Duration(string key, TimeSpan otherwise)
    {
        Located<TimeSpan> missing = new(otherwise, AtKey(key), PathOf(key));
        if (Find(key) is not { } entry)
        {
            return missing;
        }

        if (entry.Value is PlanScalar { Kind: ScalarKind.Text } scalar && DurationPattern().Match(scalar.Text) is { Success: true } match)
        {
            int number = int.Parse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            return missing with
            {
                At = scalar.At,
                Value = match.Groups["unit"].Value switch
                {
                    "s" => TimeSpan.FromSeconds(number),
                    "m" => TimeSpan.FromMinutes(number),
                    "h" => TimeSpan.FromHours(number),
                    _ => TimeSpan.FromDays(number),
                },
            };
        }

        _faults.Add(entry.Value.At, PathOf(key), $"{Shown(entry.Value)} is not a duration", "write a number and its unit s, m, h or d, such as '30m'");
        return null;
    }

    /// <summary>The mapping under the key; a missing key is a fault.</summary>
    public Section? Child(string key) =>
        Take(key, what: null) is { } entry ? SectionOf(entry.Value, PathOf(key)) : null;

    /// <summary>The mapping under the key; null where it is missing.</summary>
    public Section? OptionalChild(string key) => Find(key) is { } entry ? SectionOf(entry.Value, PathOf(key)) : null;

    /// <summary>A list of mappings; empty where the key is missing.</summary>
    public IReadOnlyList<Section> Children(string key) =>
        [.. Items(key).Select(item => SectionOf(item.Node, item.Path)).OfType<Section>()];

    /// <summary>A mapping, or a list of mappings; empty where the key is missing.</summary>
    public IReadOnlyList<Section> OneOrMore(string key) =>
        _entries.TryGetValue(key, out PlanEntry? entry) && entry.Value is not PlanSequence
            ? OptionalChild(key) is { } one ? [one] : []
            : Children(key);

    /// <summary>The keys of a mapping whose keys the file chooses, each with its text.</summary>
    public IReadOnlyDictionary<string, Located<string>> Parameters(string key)
    {
        Dictionary<string, Located<string>> parameters = new(StringComparer.Ordinal);
        if (OptionalChild(key) is { } section)
        {
            foreach (PlanEntry entry in section._entries.Values)
            {
                if (section.Text(entry.Key, TextRules.Any) is { } text)
                {
                    parameters[entry.Key] = text with { At = entry.At };
                }
            }
        }

        return parameters;
    }

    /// <summary>A list of mappings with one at least.</summary>
    public IReadOnlyList<Section> NeededChildren(string key)
    {
        if (!Has(key))
        {
            _ = Take(key, what: null);
            return [];
        }

        IReadOnlyList<Section> children = Children(key);
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
            _faults.Add(entry.At, _path, $"there is no key '{entry.Key}'", $"{suggestion}; the keys here are {string.Join(", ", _known)}");
        }
    }

    private static string Shown(PlanNode node) => node switch
    {
        PlanScalar { Kind: ScalarKind.Null } => "nothing",
        PlanScalar scalar => $"'{(scalar.Text.Length > 60 ? scalar.Text[..57] + "..." : scalar.Text)}'",
        PlanSequence => "a list",
        _ => "a mapping",
    };

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

        _faults.Add(entry.Value.At, PathOf(key), $"{Shown(entry.Value)} is not a list", "write a list: each entry on its own line after '- '");
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

            _faults.Add(text.At, path, $"{Shown(text)} is not {rule.What}", rule.Fix);
            return null;
        }

        (string problem, string fix) = node switch
        {
            PlanScalar { Kind: ScalarKind.Null } => ("there is no value", $"write {rule.What}; what begins with '#' needs quotes, or YAML takes it for a comment"),
            PlanScalar scalar => ($"YAML takes {scalar.Text} for a {(scalar.Kind == ScalarKind.Boolean ? "yes or no" : "number")} and not for a text", $"put it in quotes: \"{scalar.Text}\""),
            _ => ($"{Shown(node)} is not {rule.What}", rule.Fix),
        };
        _faults.Add(node.At, path, problem, fix);
        return null;
    }

    private Section? SectionOf(PlanNode node, string path)
    {
        if (node is PlanMapping mapping)
        {
            return new Section(mapping, path, _faults);
        }

        _faults.Add(node.At, path, $"{Shown(node)} is not a mapping of keys to values", "write its keys below it, each on its own line");
        return null;
    }

    [GeneratedRegex(@"^(?<number>[1-9][0-9]{0,4})(?<unit>[smhd])\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DurationPattern();
}
