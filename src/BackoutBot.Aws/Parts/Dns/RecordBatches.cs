namespace BackoutBot.Aws.Parts.Dns;

/// <summary>
/// Cuts the changes of a hosted zone into requests that Route 53 takes. What stands under one name is changed together, and so is an alias
/// with the name of its zone that it stands for; everything else may be changed one after another
/// (docs/decisions/0030-a-zone-in-more-than-one-batch.md).
/// </summary>
internal static class RecordBatches
{
    // "Maximums on API requests", Route 53 Developer Guide. An UPSERT would count twice; a DELETE and a CREATE count once each.
    private const int MaxValues = 1000;
    private const int MaxCharacters = 32_000;

    /// <summary>The changes, request by request.</summary>
    public static IReadOnlyList<IReadOnlyList<RecordChange>> Of(IEnumerable<RecordChange> changes)
    {
        var batches = new List<List<RecordChange>>();
        foreach (var together in Together([.. changes]))
        {
            if (batches.Count > 0 && Fits([.. batches[^1], .. together]))
            {
                batches[^1].AddRange(together);
            }
            else
            {
                batches.Add([.. together]);
            }
        }

        return batches;
    }

    /// <summary>The changes that belong together and are more than one request may have.</summary>
    public static IReadOnlyList<IReadOnlyList<RecordChange>> TooLarge(IEnumerable<RecordChange> changes) => [.. Together([.. changes]).Where(together => !Fits(together))];

    /// <summary>What a request has to be counted by, for people.</summary>
    public static string SizeOf(IReadOnlyList<RecordChange> changes) => $"{Values(changes).Count()} values of {Values(changes).Sum(value => value.Length)} characters";

    private static bool Fits(IReadOnlyList<RecordChange> changes) => Values(changes).Count() <= MaxValues && Values(changes).Sum(value => value.Length) <= MaxCharacters;

    private static IEnumerable<string> Values(IEnumerable<RecordChange> changes) => changes.SelectMany(change => (change.Before?.Values ?? []).Concat(change.Target?.Values ?? []));

    private static IReadOnlyList<RecordChange>[] Together(IReadOnlyList<RecordChange> changes)
    {
        // The name that stands for all that belong with it.
        var heads = changes.Select(change => change.Known.Name).Distinct(StringComparer.Ordinal).ToDictionary(name => name, name => name, StringComparer.Ordinal);
        foreach (var change in changes)
        {
            foreach (var alias in new[] { change.Before?.Alias, change.Target?.Alias }.OfType<RecordAlias>().Where(alias => alias.HostedZoneId == change.HostedZoneId && heads.ContainsKey(alias.DnsName)))
            {
                var (from, to) = (heads[change.Known.Name], heads[alias.DnsName]);
                foreach (var name in heads.Keys.Where(name => heads[name] == from).ToArray())
                {
                    heads[name] = to;
                }
            }
        }

        return [.. changes.GroupBy(change => heads[change.Known.Name], StringComparer.Ordinal).Select(group => group.ToArray())];
    }
}
