using BackoutBot.Core.Effects;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>Says listener by listener who gets a page, and whose it is.</summary>
/// <param name="Page">The service's own page, such as <c>the maintenance page (503)</c>.</param>
/// <param name="IsOnly">Whether the service has no other, so that its listeners are all.</param>
internal sealed record PageWords(string Page, bool IsOnly)
{
    /// <summary>What is the case while the page is on all of the listeners.</summary>
    public string OnAll(IEnumerable<string> names) => IsOnly ? $"Everyone gets {Page}" : $"Whoever comes by {AnyOf(names)} gets {Page}";

    /// <summary>What stands of the service's own page.</summary>
    public SeenEffect Stands(IReadOnlyList<ListenerView> listeners)
    {
        if (listeners.All(one => one.Own is OwnPage.InFront))
        {
            return new SeenEffect(EffectStanding.Seen, OnAll(listeners.Select(one => one.Name)));
        }

        string[] unread = [.. listeners.Where(one => one.Own is OwnPage.Unread).Select(one => one.Name)];
        string[] own = [.. Own(listeners)];
        return own.Length > 0 ? new SeenEffect(EffectStanding.Seen, Sentence([.. own, .. unread.Length > 0 ? [$"it could not be read whether {AnyOf(unread)} shows it"] : Array.Empty<string>()]))
            : unread.Length > 0 ? new SeenEffect(EffectStanding.Possible, $"Whoever comes by {AnyOf(unread)} gets {Page}")
            : SeenEffect.Nothing;
    }

    /// <summary>What those who come get, pages of others included.</summary>
    public string Answers(IReadOnlyList<ListenerView> listeners) =>
        Pages(listeners) is not { } pages ? "The application answers"
        : listeners.All(one => one.Own is OwnPage.InFront || one.Others.Any(page => page.IsInFront)) ? pages
        : $"{pages}; otherwise the application answers";

    /// <summary>The pages that some of those who come get; null where nobody gets one.</summary>
    public string? Pages(IReadOnlyList<ListenerView> listeners)
    {
        if (listeners.All(one => one.Own is OwnPage.InFront))
        {
            return OnAll(listeners.Select(one => one.Name));
        }

        string[] pages = [.. Own(listeners), .. listeners.SelectMany(one => one.Others.Select(page => $"whoever comes by {one.Name} gets {Of(page)}"))];
        return pages.Length == 0 ? null : Sentence(pages);
    }

    /// <summary>That a page of somebody else is there: a sentence without its end.</summary>
    public static string Foreign(string listener, PageRule page) =>
        $"The listener {listener} answers {(page.IsInFront ? "every request" : "what the rules before it leave")} with {Of(page)}";

    private static string Of(PageRule page) => $"{page.Rule.Actions[^1].FixedResponseConfig?.StatusCode} by the rule {page.Rule.RuleArn}, {page.Origin}";

    private IEnumerable<string> Own(IReadOnlyList<ListenerView> listeners)
    {
        string[] all = [.. listeners.Where(one => one.Own is OwnPage.InFront).Select(one => one.Name)];
        string[] some = [.. listeners.Where(one => one.Own is OwnPage.Behind).Select(one => one.Name)];
        return
        [
            .. all.Length > 0 ? [$"whoever comes by {AnyOf(all)} gets {Page}"] : Array.Empty<string>(),
            .. some.Length > 0 ? [$"whoever comes by {AnyOf(some)} gets {Page} where no rule before it answers"] : Array.Empty<string>(),
        ];
    }

    private static string AnyOf(IEnumerable<string> names) => string.Join(" or ", names);

    private static string Sentence(string[] clauses) => $"{char.ToUpperInvariant(clauses[0][0])}{string.Join("; ", clauses)[1..]}";
}
