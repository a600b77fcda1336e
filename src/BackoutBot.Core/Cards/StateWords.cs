using BackoutBot.Core.Checklists;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Cards;

/// <summary>How something stands, in the words that people read on every platform.</summary>
public static class StateWords
{
    /// <summary>The words of a step's phase.</summary>
    public static string Of(StepPhase phase) => phase switch
    {
        StepPhase.Pending => "waiting",
        StepPhase.Starting => "starting",
        StepPhase.Running => "running",
        StepPhase.Succeeded => "done",
        StepPhase.Failed => "failed",
        StepPhase.Uncertain => "uncertain",
        StepPhase.Skipped => "skipped",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "It has no words."),
    };

    /// <summary>The words of a check's result.</summary>
    public static string Of(CheckStatus status) => status switch
    {
        CheckStatus.Pass => "pass",
        CheckStatus.Warn => "warning",
        CheckStatus.Fail => "fail",
        CheckStatus.Unknown => "unknown",
        CheckStatus.NotApplicable => "does not apply",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "It has no words."),
    };
}
