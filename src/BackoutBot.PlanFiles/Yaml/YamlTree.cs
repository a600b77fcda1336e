using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BackoutBot.PlanFiles.Yaml;

/// <summary>
/// Reads a YAML document into nodes with positions. Stands on the parser's events and not on its object model, which stops at
/// the first duplicate key.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>Plan files are six levels deep; what is far deeper is no plan file, and must not exhaust the stack.</summary>
    private const int MaxDepth = 32;

    private readonly IParser _parser;
    private readonly FaultList _faults;

    private YamlTree(IParser parser, FaultList faults)
    {
        _parser = parser;
        _faults = faults;
    }

    /// <summary>The document's root; null where there is none that could be read, which is then among the faults.</summary>
    public static PlanMapping? Read(string text, FaultList faults)
    {
        try
        {
            return new YamlTree(new Parser(new StringReader(text)), faults).Document();
        }
        catch (YamlException e)
        {
            faults.Add(At(e.Start), string.Empty, $"the file is not YAML: {e.Message.TrimEnd('.')}", "correct the syntax there; the rest of the file was not read");
            return null;
        }
    }

    private static Position At(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private PlanMapping? Document()
    {
        _ = _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            _faults.Add(Position.Start, string.Empty, "the file is empty", "describe the service in it; docs/plan-files.md lists the keys");
            return null;
        }

        PlanNode root = Node(string.Empty, depth: 0);
        _ = _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out DocumentStart? second))
        {
            _faults.Add(At(second.Start), string.Empty, "the file holds a second document", "write one service a file");
        }

        if (root is PlanMapping mapping)
        {
            return mapping;
        }

        _faults.Add(root.At, string.Empty, "the file is not a mapping of keys to values", "begin with 'service: <name>'; docs/plan-files.md lists the keys");
        return null;
    }

    private PlanNode Node(string path, int depth)
    {
        ParsingEvent next = _parser.Consume<ParsingEvent>();
        if (depth > MaxDepth)
        {
            throw new YamlException(next.Start, next.End, $"it is nested more than {MaxDepth} levels deep");
        }

        RefuseIndirection(next, path);
        return next switch
        {
            Scalar scalar => new PlanScalar(At(scalar.Start), scalar.Value, ScalarKinds.Of(scalar)),
            SequenceStart sequence => Sequence(At(sequence.Start), path, depth),
            MappingStart mapping => Mapping(At(mapping.Start), path, depth),
            _ => new PlanScalar(At(next.Start), string.Empty, ScalarKind.Null),
        };
    }

    /// <summary>Anchors, aliases and tags would let a value stand where its reader does not see it.</summary>
    private void RefuseIndirection(ParsingEvent next, string path)
    {
        (string problem, string fix) = next switch
        {
            AnchorAlias alias => ($"the alias *{alias.Value} stands for a value", "write the value itself: plan files use no anchors and aliases"),
            NodeEvent { Anchor.IsEmpty: false } node => ($"the value has the anchor &{node.Anchor.Value}", "remove the anchor: plan files use none"),
            NodeEvent { Tag.IsEmpty: false } node => ($"the value has the tag {node.Tag.Value}", "remove the tag: plan files use none"),
            _ => (string.Empty, string.Empty),
        };
        if (problem.Length > 0)
        {
            _faults.Add(At(next.Start), path, problem, fix);
        }
    }

    private PlanSequence Sequence(Position at, string path, int depth)
    {
        List<PlanNode> items = [];
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node($"{path}[{items.Count}]", depth + 1));
        }

        return new PlanSequence(at, items);
    }

    private PlanMapping Mapping(Position at, string path, int depth)
    {
        Dictionary<string, PlanEntry> entries = [];
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            PlanNode key = Node(path, depth + 1);
            string name = key is PlanScalar scalar ? scalar.Text : "?";
            PlanEntry entry = new(name, key.At, Node(path.Length == 0 ? name : $"{path}.{name}", depth + 1));
            if (key is not PlanScalar)
            {
                _faults.Add(key.At, path, "the key is not a word", "write a key of docs/plan-files.md");
            }
            else if (!entries.TryAdd(name, entry))
            {
                _faults.Add(key.At, path, $"the key '{name}' stands here again, first on line {entries[name].At.Line}", "keep one of the two");
            }
        }

        return new PlanMapping(at, [.. entries.Values.OrderBy(entry => entry.At.Line).ThenBy(entry => entry.At.Column)]);
    }
}
