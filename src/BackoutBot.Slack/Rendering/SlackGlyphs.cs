using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Steps;

namespace BackoutBot.Slack.Rendering;

/// <summary>One sign for how something stands; the words beside it always say the same.</summary>
internal static class SlackGlyphs
{
    private const int BarLength = 20;

    /// <summary>The sign of a tone.</summary>
    public static string Of(CardTone tone) => tone switch
    {
        CardTone.Attention => "🟡",
        CardTone.Danger => "🔴",
        CardTone.Busy => "🔵",
        CardTone.Good => "🟢",
        _ => "⚪",
    };

    /// <summary>The sign of a step's phase.</summary>
    public static string Of(StepPhase phase) => phase switch
    {
        StepPhase.Starting or StepPhase.Running => "🔵",
        StepPhase.Succeeded => "✅",
        StepPhase.Failed => "❌",
        StepPhase.Uncertain => "❓",
        StepPhase.Skipped => "⏭️",
        _ => "⚪",
    };

    /// <summary>The sign of a check's result.</summary>
    public static string Of(CheckStatus status) => status switch
    {
        CheckStatus.Pass => "✅",
        CheckStatus.Warn => "⚠️",
        CheckStatus.Fail => "❌",
        _ => "❔",
    };

    /// <summary>A bar of text in a code span, so that it keeps its width while it fills.</summary>
    /// <param name="percent">0 to 100; full only at 100.</param>
    public static string Bar(int percent)
    {
        var full = Math.Clamp(percent, 0, 100) * BarLength / 100;
        return $"`{new string('█', full)}{new string('░', BarLength - full)}`";
    }
}
