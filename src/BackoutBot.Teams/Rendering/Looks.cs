using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Steps;

namespace BackoutBot.Teams.Rendering;

/// <summary>States as words, marks and Adaptive Card colours; never the colour alone.</summary>
internal static class Looks
{
    /// <summary>The container style (Adaptive Cards 1.2) behind a headline of that tone.</summary>
    public static string Style(CardTone tone) => tone switch
    {
        CardTone.Danger => "attention",
        CardTone.Attention => "warning",
        CardTone.Busy => "accent",
        CardTone.Good => "good",
        _ => "emphasis",
    };

    public static string Mark(StepPhase phase) => phase switch
    {
        StepPhase.Pending => "○",
        StepPhase.Starting or StepPhase.Running => "◐",
        StepPhase.Succeeded => "✔",
        StepPhase.Failed => "✖",
        StepPhase.Uncertain => "?",
        _ => "–",
    };

    public static string Color(StepPhase phase) => phase switch
    {
        StepPhase.Starting or StepPhase.Running => "Accent",
        StepPhase.Succeeded => "Good",
        StepPhase.Failed => "Attention",
        StepPhase.Uncertain => "Warning",
        _ => "Default",
    };

    public static string Mark(CheckStatus status) => status switch
    {
        CheckStatus.Pass => "✔",
        CheckStatus.Warn => "!",
        CheckStatus.Fail => "✖",
        CheckStatus.NotApplicable => "–",
        _ => "?",
    };

    public static string Color(CheckStatus status) => status switch
    {
        CheckStatus.Pass => "Good",
        CheckStatus.Fail => "Attention",
        CheckStatus.NotApplicable => "Default",
        _ => "Warning",
    };

    /// <summary>A bar of ten marks.</summary>
    /// <param name="percent">0 to 100; what is beyond counts as the end.</param>
    public static string Bar(int percent)
    {
        int full = Math.Clamp(percent, 0, 100) / 10;
        return new string('■', full) + new string('□', 10 - full);
    }
}
