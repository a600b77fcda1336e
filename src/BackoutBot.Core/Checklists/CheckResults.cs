using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Checklists;

/// <summary>Makes one result of what was found on one item, by one check or by several.</summary>
public static class CheckResults
{
    // As many can be counted at a glance.
    private const int Uncounted = 3;

    /// <summary>The worst of the findings: all that are as bad are named, and what is amiss less is kept besides.</summary>
    /// <param name="item">The item that was checked.</param>
    /// <param name="findings">What was found; at least one.</param>
    /// <param name="evidence">What was seen.</param>
    public static CheckResult Of(ItemId item, IReadOnlyList<CheckFinding> findings, IReadOnlyList<Evidence> evidence)
    {
        int worst = findings.Max(finding => Rank(finding.Status));
        CheckFinding[] shown = [.. findings.Where(finding => Rank(finding.Status) == worst)];
        CheckFinding[] besides = [.. findings.Where(finding => Rank(finding.Status) < worst && Rank(finding.Status) > 0).OrderByDescending(finding => Rank(finding.Status))];
        string[] fixes = [.. shown.Select(finding => finding.Fix).OfType<string>().Distinct(StringComparer.Ordinal)];
        string count = worst > 0 && shown.Length > Uncounted ? $"{shown.Length} findings: " : "";
        return new CheckResult(
            item,
            shown[0].Status,
            count + string.Join(' ', shown.Select(finding => finding.Sentence)),
            fixes.Length == 0 ? null : string.Join(' ', fixes),
            evidence)
        {
            HasNoCheck = Array.TrueForAll(shown, finding => finding.HasNoCheck),
            IsOfRelease = Array.TrueForAll(shown, finding => finding.IsOfRelease),
            MayPass = shown[0].Status is CheckStatus.Unknown && Array.Exists(shown, finding => finding.MayPass),
            Besides = besides.Length == 0 ? null : besides,
            Findings = findings,
        };
    }

    /// <summary>What several checks found, as one result with everybody's evidence; null where no check had anything to look at.</summary>
    public static CheckResult? Worst(ItemId item, IReadOnlyList<CheckResult> results) => results.Count <= 1
        ? results.Count == 0 ? null : results[0]
        : Of(item, [.. results.SelectMany(FindingsOf)], [.. results.SelectMany(result => result.Evidence)]) with
        {
            Settles = results.Max(result => result.Settles),
            NotSeenFromOutside = results.Select(result => result.NotSeenFromOutside).FirstOrDefault(why => why is not null),
        };

    /// <summary>How bad a status is. What could not be seen is worse than a warning, for it may hide a failure.</summary>
    public static int Rank(CheckStatus status) => status switch
    {
        CheckStatus.Fail => 3,
        CheckStatus.Unknown => 2,
        CheckStatus.Warn => 1,
        _ => 0,
    };

    private static IReadOnlyList<CheckFinding> FindingsOf(CheckResult result) => result.Findings.Count > 0
        ? result.Findings
        : [new CheckFinding(result.Status, result.Summary, result.Fix) { HasNoCheck = result.HasNoCheck, MayPass = result.MayPass, IsOfRelease = result.IsOfRelease }, .. result.Besides ?? []];
}
