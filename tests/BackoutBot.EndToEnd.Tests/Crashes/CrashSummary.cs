using System.Globalization;
using System.Text;

namespace BackoutBot.EndToEnd.Tests.Crashes;

/// <summary>What came of all crashes, as a table.</summary>
internal sealed class CrashSummary(IReadOnlyList<CrashRun> runs, TimeSpan took)
{
    public override string ToString()
    {
        StringBuilder text = new();
        CultureInfo culture = CultureInfo.InvariantCulture;
        _ = text.AppendLine(culture, $"{"killed",-28} {"died",4}  {"ended as",-18} {"doubled",7} {"lost",4} {"s",6}  append");
        foreach (CrashRun run in runs)
        {
            _ = text.AppendLine(culture, $"{run.Point,-28} {run.Deaths,4}  {run.Phase,-18} {run.DoubledWrites,7} {run.LostApprovals,4} {run.Took.TotalSeconds,6:F1}  {run.Point.Events}{(run.Failure is null ? "" : "  FAILED")}");
        }

        return text.AppendLine(
            culture,
            $"crash points tried: {runs.Count} ({runs.Count(run => run.Deaths == 0)} never reached), doubled writes: {runs.Sum(run => run.DoubledWrites)}, lost approvals: {runs.Sum(run => run.LostApprovals)}, stories not completed: {runs.Count(run => run.Failure is not null)}, in {took.TotalSeconds:F0} s").ToString();
    }
}
