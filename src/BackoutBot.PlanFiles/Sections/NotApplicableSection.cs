using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;

namespace BackoutBot.PlanFiles.Sections;

/// <summary>Reads <c>notApplicable</c>: items by number or by name.</summary>
internal static class NotApplicableSection
{
    private static readonly Dictionary<string, ItemId> Items = Checklist.Items
        .SelectMany(item => new[] { (item.Id.Value, item.Id), (item.Slug, item.Id) })
        .ToDictionary(pair => pair.Item1, pair => pair.Id, StringComparer.Ordinal);

    private static readonly TextRule AnItem = TextRules.Any with { Values = [.. Items.Keys], ReaderKnowsValues = true };

    public static IReadOnlyDictionary<ItemId, string> Read(IReadOnlyList<Section> sections)
    {
        Dictionary<ItemId, string> reasons = [];
        foreach (Section section in sections)
        {
            Located<string>? item = section.Text("item", AnItem, "The item's number, in quotes, or its name.");
            Located<string>? reason = section.Text("reason", TextRules.Reason, "What the thread shows.");
            section.Close();
            if (item is null)
            {
                continue;
            }

            if (!Items.TryGetValue(item.Value, out ItemId id))
            {
                string near = Nearest.To(item.Value, Items.Keys) is { } suggestion ? $"write \"{suggestion}\"" : "write its number or name";
                section.Fault(item, $"the checklist has no item '{item.Value}'", $"{near}; docs/plan-files.md lists the 22 items");
            }
            else if (!reasons.TryAdd(id, reason?.Value ?? string.Empty))
            {
                section.Fault(item, $"item {id} stands here again", "keep one of the two");
            }
        }

        return reasons;
    }
}
