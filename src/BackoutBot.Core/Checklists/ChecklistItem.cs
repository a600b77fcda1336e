using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Checklists;

/// <summary>One of the checklist's 22 items.</summary>
/// <param name="Id">The stable number, such as <c>6.1</c>.</param>
/// <param name="Slug">The stable name, such as <c>dns-rollback</c>.</param>
/// <param name="Title">The title, in the checklist's own words.</param>
/// <param name="Phase">The number of the phase that it belongs to, 1 to 13; 0 where it stands beside the checklist.</param>
/// <param name="Kinds">How it can be dealt with.</param>
public sealed record ChecklistItem(ItemId Id, string Slug, string Title, int Phase, ItemKinds Kinds);
