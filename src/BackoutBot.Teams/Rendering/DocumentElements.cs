using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Rendering;

/// <summary>
/// The elements of an Adaptive Card that a CommonMark document amounts to. Its tables become a line a row, for a phone shows no six
/// columns; links are written out and lead nowhere by themselves.
/// </summary>
internal static class DocumentElements
{
    private const int MaxText = 4_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseTaskLists().Build();

    /// <summary>The elements, in order. The document's own title is left out: the page says it.</summary>
    public static IEnumerable<JObject> Of(string markdown) =>
        Markdown.Parse(markdown, Pipeline).Where(block => block is not HeadingBlock { Level: 1 }).SelectMany(Of).Select(Bounded);

    /// <summary>No element is larger than half a card, whatever it was made of.</summary>
    private static JObject Bounded(JObject element) => CardBudget.SizeOf(element) <= CardBudget.Whole / 2 || element["inlines"] is not JArray runs
        ? element
        : RichText.Block(RichText.Run(PlainText.Of(string.Concat(runs.Select(run => (string?)run["text"])), MaxText)));

    private static IEnumerable<JObject> Of(Block block) => block switch
    {
        HeadingBlock heading => [RichText.Spaced("Large", RichText.Heading(PlainText.Of(Text(heading.Inline), 200)))],
        Table table => Rows(table),
        ListBlock list => list.OfType<ListItemBlock>().SelectMany(item => Item(item)),
        ContainerBlock container => container.SelectMany(Of),
        LeafBlock { Inline: { } inline } => [RichText.Block(Runs(inline))],
        LeafBlock leaf when leaf.Lines.Count > 0 => [RichText.Block(RichText.Run(PlainText.Of(leaf.Lines.ToString(), MaxText)))],
        _ => [],
    };

    private static IEnumerable<JObject> Item(ListItemBlock item)
    {
        bool first = true;
        foreach (JObject element in item.SelectMany(Of))
        {
            if (first && element["inlines"] is JArray runs && runs.FirstOrDefault()?["text"]?.ToString() is not ("☐ " or "☑ "))
            {
                runs.Insert(0, RichText.Run("• "));
            }

            first = false;
            yield return element;
        }
    }

    private static IEnumerable<JObject> Rows(Table table)
    {
        string[] names = [.. table.OfType<TableRow>().FirstOrDefault(row => row.IsHeader)?.OfType<TableCell>().Select(Text) ?? []];
        foreach (TableRow row in table.OfType<TableRow>().Where(row => !row.IsHeader))
        {
            List<JObject> runs = [];
            int column = 0;
            foreach (TableCell cell in row.OfType<TableCell>())
            {
                string name = column < names.Length ? names[column] : "";
                string text = PlainText.Of(Text(cell), MaxText / Math.Max(1, names.Length));
                runs.Add(column == 0 ? RichText.Run(text, bold: true) : RichText.Run(name.Length == 0 ? $": {text}" : $" · {name}: {text}"));
                column++;
            }

            if (runs.Count > 0)
            {
                yield return RichText.Block(runs);
            }
        }
    }

    private static IEnumerable<JObject> Runs(ContainerInline inline)
    {
        // Escapes cut a text into many literals: runs of one look are put together again.
        StringBuilder text = new();
        bool bold = false;
        foreach (Inline part in inline)
        {
            if (part is TaskList task)
            {
                yield return RichText.Run(task.Checked ? "☑ " : "☐ ");
                continue;
            }

            bool isBold = part is EmphasisInline { DelimiterCount: 2 };
            if (isBold != bold && text.Length > 0)
            {
                yield return RichText.Run(PlainText.Of(text.ToString(), MaxText), bold);
                _ = text.Clear();
            }

            bold = isBold;
            Write(text, part);
        }

        if (text.Length > 0)
        {
            yield return RichText.Run(PlainText.Of(text.ToString(), MaxText), bold);
        }
    }

    private static string Text(TableCell cell) => string.Join(' ', cell.OfType<LeafBlock>().Select(leaf => Text(leaf.Inline)));

    private static string Text(Inline? inline)
    {
        StringBuilder text = new();
        Write(text, inline);
        return text.ToString().Trim('\n');
    }

    private static void Write(StringBuilder text, Inline? inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                _ = text.Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                _ = text.Append(code.Content);
                break;
            case HtmlEntityInline entity:
                _ = text.Append(entity.Transcoded.AsSpan());
                break;
            case AutolinkInline link:
                _ = text.Append(link.Url);
                break;
            case LineBreakInline:
                _ = text.Append(' ');
                break;
            case ContainerInline container:
                foreach (Inline child in container)
                {
                    Write(text, child);
                }

                if (container is LinkInline { Url: { } url })
                {
                    _ = text.Append(" (").Append(url).Append(')');
                }

                break;
            default:
                break;
        }
    }
}
