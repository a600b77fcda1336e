using System.Text;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Plans;
using BackoutBot.Core.PostMortems;
using BackoutBot.Core.Releases;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Runbooks;

/// <summary>
/// Writes a backout's plan as what a person does by hand, for when the bot can't. It is written from the state alone. What takes away
/// something that stands comes first: that is what customers wait for.
/// </summary>
public static class RunbookWriter
{
    /// <summary>How the title of each of them begins.</summary>
    public const string TitlePrefix = "Runbook: ";

    /// <summary>Whether there is a plan, and what its steps do by hand was kept with it.</summary>
    public static bool HasLines(BackoutState state) => Closing(state).Concat(state.StepsAtHand).Any(step => step.Runbook is not null);

    /// <summary>The runbook as it is now.</summary>
    public static DocumentBody Write(BackoutState state)
    {
        string title = $"{TitlePrefix}{state.Id}";
        var text = new StringBuilder();
        text.Append("# ").AppendLine(Markdown.Escape(title)).AppendLine();
        Head(text, state);
        PlanStep[] closing = [.. Closing(state)];
        PlanStep[] steps = [.. state.StepsAtHand.Where(step => closing.All(one => one.Id != step.Id))];
        if (closing.Length > 0)
        {
            text.AppendLine("## First: take away what stands").AppendLine();
            foreach (PlanStep step in closing)
            {
                Write(text, state, step, Standing(state, step));
            }
        }

        if (steps.Length > 0)
        {
            text.Append("## ").AppendLine(closing.Length > 0 ? "Otherwise: the steps, in this order" : "The steps, in this order").AppendLine();
            foreach (PlanStep step in steps)
            {
                Write(text, state, step, Standing(state, step));
            }

            if (closing.Length > 0)
            {
                text.Append("Last, once it works again: ").Append(Markdown.Escape(string.Join("; ", closing.Select(step => step.Title)))).AppendLine(", as it says above.").AppendLine();
            }
        }

        return new DocumentBody(title, text.ToString());
    }

    private static void Head(StringBuilder text, BackoutState state)
    {
        if (BrokenJournal.StoodBefore(state) is { } broken)
        {
            text.Append("**BEWARE.** ").AppendLine(Markdown.Escape(broken)).AppendLine();
        }

        text.AppendLine("| | |").AppendLine("| --- | --- |");
        Row(text, "Service", $"{state.Service} ({state.Environment})");
        Row(text, "From", FromTo.From(state) ?? (FromTo.IsThereAlready(state) ? "no release is left by a step: what is gone back to is there or on its way already" : "unknown"));
        if (state.Stopping is null)
        {
            Row(text, "To", FromTo.To(state));
        }

        Row(text, "Plan", state switch
        {
            { Plan: { } plan, HasApprovedPlan: true } => $"{plan.Hash.Value[..8]}, approved by {string.Join(", ", state.Approvals.Select(approval => approval.By))}",
            { Plan: { } plan } => $"{plan.Hash.Value[..8]}, NOT APPROVED: {state.Approvals.Count} of {state.Quorum}",
            { Ending: not null } => "given up: what its steps put up is taken away",
            _ => "none",
        });
        Row(text, "How the steps stand", $"as of entry {state.Version} of the journal");
        text.AppendLine()
            .AppendLine("For when the bot can't do it. Nobody looks before these lines act, so:").AppendLine()
            .AppendLine(state.HasApprovedPlan || state.Ending is not null ? "1. Keep the bot from doing the same: `/backout halt`, or stop its process." : "1. Keep the bot from doing the same: let nobody approve the plan, or stop the bot's process.")
            .AppendLine("2. Be signed in to the account that a line names: `aws sts get-caller-identity` prints it.")
            .AppendLine("3. Type `export AWS_PAGER=` first, in bash. Run each line that looks, read what it prints, then the one after it.")
            .AppendLine("4. Write down what you did: `/backout note …` when the bot is back.").AppendLine();
    }

    private static void Write(StringBuilder text, BackoutState state, PlanStep step, string standing)
    {
        text.Append("### ").Append(Markdown.Escape(step.Id.Value)).Append(": ").AppendLine(Markdown.Escape(step.Title)).AppendLine();
        Bullet(text, "Stands", standing);
        Bullet(text, "Before", step.Before);
        Bullet(text, "After", step.Target);
        if (step.Caution is { } caution)
        {
            Bullet(text, "Caution", caution);
        }

        if (step.Runbook is not { } runbook)
        {
            text.AppendLine().Append("The plan was made by an earlier version of the bot, which kept no lines for it.").AppendLine(state.IsClosed ? "" : " Have it planned again: `/backout replan`.").AppendLine();
            return;
        }

        foreach (RunbookLink link in runbook.Links)
        {
            text.Append("- ").Append(Markdown.Escape(link.Title)).Append(": <").Append(link.Url.AbsoluteUri).AppendLine(">");
        }

        text.AppendLine();
        foreach (RunbookLine line in runbook.Lines)
        {
            text.Append(line.Changes ? "**Changes.** " : "Looks. ").Append(Markdown.Escape(line.Purpose)).AppendLine(":").AppendLine()
                .AppendLine("```sh").AppendLine(line.Command).AppendLine("```").AppendLine();
        }
    }

    /// <summary>The closing steps of what stands open, the one opened last first, then those of the plan, the last first.</summary>
    private static IEnumerable<PlanStep> Closing(BackoutState state) =>
        state.OpenBrackets.Reverse().Select(effect => effect.Closing!)
            .Concat(state.StepsAtHand.Where(step => step.Closes is not null).Reverse())
            .DistinctBy(step => step.Id);

    private static string Standing(BackoutState state, PlanStep step)
    {
        if (step.Closes is { } opening)
        {
            return state.OpenBrackets.FirstOrDefault(effect => effect.Closing!.Id == step.Id || effect.Step.Id == opening) is { } open
                ? $"to be taken away: {open.InWords}{open.SinceInWords("yyyy-MM-dd HH:mm")}"
                : "as far as this backout knows, what it takes away does not stand now";
        }

        return state.Steps.GetValueOrDefault(step.Id) is { Phase: not StepPhase.Pending } stands ? $"{StateWords.Of(stands.Phase)}. {stands.Note}".TrimEnd() : "not begun";
    }

    private static void Row(StringBuilder text, string name, string value) =>
        text.Append("| ").Append(Markdown.Escape(name)).Append(" | ").Append(Markdown.Escape(value)).AppendLine(" |");

    private static void Bullet(StringBuilder text, string name, string value) =>
        text.Append("- ").Append(name).Append(": ").AppendLine(Markdown.Escape(value));
}
