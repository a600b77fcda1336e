using BackoutBot.Core.Chat;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Rendering;

/// <summary>Turns a document into pages, each a card that fits into a message.</summary>
internal static class TeamsDocumentRenderer
{
    /// <summary>More pages than that are no longer read in chat.</summary>
    public const int MaxPages = 6;

    /// <summary>Renders the document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="url">Where it can be read whole; null where it is published nowhere.</param>
    /// <returns>At least one page. The first is open; the others open at a press.</returns>
    public static IReadOnlyList<JObject> Render(DocumentBody document, Uri? url)
    {
        List<List<JObject>> pages = [[]];
        CardBudget budget = Page();
        int left = 0;
        foreach (JObject element in DocumentElements.Of(document.Markdown))
        {
            if (left > 0 || !budget.TrySpend(element))
            {
                if (left > 0 || pages.Count == MaxPages)
                {
                    left++;
                    continue;
                }

                pages.Add([]);
                budget = Page();
                budget.Spend(element);
            }

            pages[^1].Add(element);
        }

        return [.. pages.Select((page, index) => Card(document, url, page, index, pages.Count, index == pages.Count - 1 ? left : 0))];
    }

    private static CardBudget Page() => new(CardBudget.Whole - 4_000);

    private static JObject Card(DocumentBody document, Uri? url, List<JObject> elements, int index, int count, int left)
    {
        string title = PlainText.Of(document.Title, 200);
        string named = count == 1 ? title : $"{title} ({index + 1} of {count})";
        JObject card = Frame.Of(named);
        JArray body = Frame.Body(card);
        body.Add(RichText.Heading(named));
        string page = $"page-{index + 1}";
        JArray actions = [];
        if (count > 1)
        {
            actions.Add(new JObject { ["type"] = "Action.ToggleVisibility", ["title"] = index == 0 ? "Hide or show" : "Show or hide", ["targetElements"] = new JArray(page) });
        }

        if (url is not null)
        {
            actions.Add(new JObject { ["type"] = "Action.OpenUrl", ["title"] = "Open the backout's page", ["url"] = url.AbsoluteUri });
        }

        if (actions.Count > 0)
        {
            body.Add(new JObject { ["type"] = "ActionSet", ["actions"] = actions });
        }

        body.Add(new JObject
        {
            ["type"] = "Container",
            ["id"] = page,
            ["isVisible"] = index == 0,
            ["items"] = elements.Count > 0 ? new JArray(elements) : new JArray(RichText.Block(RichText.Run("There is nothing in it.", subtle: true))),
        });
        if (left > 0)
        {
            body.Add(RichText.Block(RichText.Run($"Not shown for want of room: {left} more paragraph{(left == 1 ? "" : "s")}. The whole document is on the backout's page.", subtle: true)));
        }

        return card;
    }
}
