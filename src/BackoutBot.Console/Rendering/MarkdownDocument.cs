using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace BackoutBot.Console.Rendering;

/// <summary>Turns a generated document into HTML in which nothing can act: no raw HTML, no image, no link but to the web or to here.</summary>
internal static class MarkdownDocument
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseTaskLists().Build();

    public static MarkupString Render(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (link.IsImage || !IsHarmless(link.Url))
            {
                Unlink(link);
            }
            else
            {
                link.GetAttributes().AddProperty("rel", "noopener noreferrer");
            }
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsHarmless(link.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        foreach (var table in document.Descendants<Table>())
        {
            AlignByClass(table);
        }

        // The page, and the message, say the document's title themselves.
        if (document is [HeadingBlock { Level: 1 } title, ..])
        {
            document.Remove(title);
        }

        // The page has the first and second level already.
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = Math.Min(6, heading.Level + 1);
        }

        return new MarkupString(document.ToHtml(Pipeline));
    }

    private static bool IsHarmless(string? url) =>
        url is ['#', ..] or ['/'] or ['/', not ('/' or '\\'), ..]
        || (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && absolute.Scheme is "https" or "http");

    private static void Unlink(LinkInline link)
    {
        var text = new ContainerInline();
        link.MoveChildrenAfter(text);
        link.ReplaceBy(text);
    }

    // Alignment as Markdig writes it is an inline style, which the page's policy forbids.
    private static void AlignByClass(Table table)
    {
        foreach (var row in table.OfType<TableRow>())
        {
            for (var column = 0; column < row.Count && column < table.ColumnDefinitions.Count; column++)
            {
                if (table.ColumnDefinitions[column].Alignment is TableColumnAlign.Right)
                {
                    row[column].GetAttributes().AddClass("figure");
                }
            }
        }

        foreach (var definition in table.ColumnDefinitions)
        {
            definition.Alignment = null;
        }
    }
}
