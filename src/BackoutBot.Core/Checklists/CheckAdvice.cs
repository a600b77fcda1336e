using BackoutBot.Core.Backouts;

namespace BackoutBot.Core.Checklists;

/// <summary>What to do about what a check found, as things stand: what could not be seen is checked again only while a release is prepared.</summary>
public static class CheckAdvice
{
    /// <summary>What to do about it; null where nothing is to do.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="state">The backout now.</param>
    public static string? FixOf(CheckResult result, BackoutState state)
    {
        string again = $"When that is over, have it checked again: /backout prepare {state.Service}";
        return !IsCheckedAgain(result, state.Phase) ? result.Fix : result.Fix is { } fix ? $"{fix} {again}" : again;
    }

    private static bool IsCheckedAgain(CheckResult result, BackoutPhase phase) =>
        phase is BackoutPhase.Preparing or BackoutPhase.Ready or BackoutPhase.NotReady
        && (result.MayPass || result.Besides?.Any(finding => finding.MayPass) is true);
}
