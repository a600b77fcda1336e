using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Checklists;

/// <summary>Makes one result of what several checks found on one item.</summary>
public static class CheckResults
{
    /// <summary>The worst result, in the words of all that are as bad, with everybody's evidence; null where no check had anything to look at.</summary>
    public static CheckResult? Worst(ItemId item, IReadOnlyList<CheckResult> results)
    {
        if (results.Count <= 1)
        {
            return results.Count == 0 ? null : results[0];
        }

        int worst = results.Max(result => Rank(result.Status));
        CheckResult[] shown = [.. results.Where(result => Rank(result.Status) == worst)];
        string[] fixes = [.. shown.Select(result => result.Fix).OfType<string>().Distinct(StringComparer.Ordinal)];
        return new CheckResult(
            item,
            shown[0].Status,
            string.Join(' ', shown.Select(result => result.Summary)),
            fixes.Length == 0 ? null : string.Join(' ', fixes),
            [.. results.SelectMany(result => result.Evidence)])
        {
            HasNoCheck = Array.TrueForAll(shown, result => result.HasNoCheck),
            Settles = results.Max(result => result.Settles),
            NotSeenFromOutside = results.Select(result => result.NotSeenFromOutside).FirstOrDefault(why => why is not null),
        };
    }

    /// <summary>How bad a status is. What could not be seen is worse than a warning, for it may hide a failure.</summary>
    public static int Rank(CheckStatus status) => status switch
    {
        CheckStatus.Fail => 3,
        CheckStatus.Unknown => 2,
        CheckStatus.Warn => 1,
        _ => 0,
    };
}
