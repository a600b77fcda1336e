using System.Globalization;
using System.Text;

namespace BackoutBot.EndToEnd.Tests.OldJournals;

/// <summary>What came of all kept journals.</summary>
internal sealed class UpgradeSummary(IReadOnlyList<UpgradeRun> runs, TimeSpan took)
{
    public override string ToString()
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        StringBuilder text = new();
        foreach (UpgradeRun run in runs)
        {
            _ = text.AppendLine(culture, $"{run.Kept.Name,-48} {run.Kept.Facts.Phase,-16} {(run.Failure is not null ? "FAILED" : run.IsSeenAtWork ? "carried to its end, seen at work before" : run.IsCarried ? "carried to its end" : "as it was")}");
        }

        return text.AppendLine(
            culture,
            $"old journals: {runs.Count} files, {runs.Count(run => run.IsFolded)} folded, {runs.Count(run => run.IsWhole)} chains verified, {runs.Count(run => run.IsCarried)} of {runs.Count(run => run.Kept.IsOpen)} open ones carried to their end, doubled writes: {runs.Sum(run => run.DoubledWrites)}, failures: {runs.Count(run => run.Failure is not null)}, in {took.TotalSeconds:F0} s").ToString();
    }
}
