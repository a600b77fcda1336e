namespace BackoutBot.Console.Outbound;

/// <summary>A message came or changed.</summary>
/// <param name="Key">Finds its earlier form in the page.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Thread">The key of its thread's root; null for a root.</param>
/// <param name="Html">The element that holds it; null where the page shows another channel.</param>
internal sealed record MessageNews(string Key, string Channel, string? Thread, string? Html);

/// <summary>Parts of a page changed.</summary>
/// <param name="Fragments">The elements in their new form, each with its key on itself.</param>
/// <param name="Into">The key of the element at whose beginning those go that the page does not have yet; null where it has all.</param>
internal sealed record FragmentNews(IReadOnlyList<string> Fragments, string? Into);
