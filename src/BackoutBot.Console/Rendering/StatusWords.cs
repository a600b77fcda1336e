using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Steps;

namespace BackoutBot.Console.Rendering;

/// <summary>States as people read them, and the look (icon and colour) that goes with each; never the colour alone.</summary>
internal static class StatusWords
{
    public static string Look(CheckStatus status) => status switch
    {
        CheckStatus.Pass => "good",
        CheckStatus.Warn => "attention",
        CheckStatus.Fail => "danger",
        CheckStatus.NotApplicable => "quiet",
        _ => "unknown",
    };

    public static string Look(StepPhase phase) => phase switch
    {
        StepPhase.Starting or StepPhase.Running => "busy",
        StepPhase.Succeeded => "good",
        StepPhase.Failed => "danger",
        StepPhase.Uncertain => "attention",
        StepPhase.Skipped => "quiet",
        _ => "pending",
    };

    public static string Look(CardTone tone) => tone switch
    {
        CardTone.Attention => "attention",
        CardTone.Danger => "danger",
        CardTone.Busy => "busy",
        CardTone.Good => "good",
        _ => "quiet",
    };

    public static string Of(Reversibility reversibility) => reversibility switch
    {
        Reversibility.Reversible => "can be taken back",
        Reversibility.Compensable => "can be made up for",
        _ => "can't be undone",
    };

    public static string Of(ItemKinds kinds)
    {
        var words = new List<string>(3);
        if (kinds.HasFlag(ItemKinds.Checked))
        {
            words.Add("checked");
        }

        if (kinds.HasFlag(ItemKinds.Attested))
        {
            words.Add("attested");
        }

        if (kinds.HasFlag(ItemKinds.Action))
        {
            words.Add("action");
        }

        return string.Join(" · ", words);
    }
}
