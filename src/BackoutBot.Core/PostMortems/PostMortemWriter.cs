using System.Text;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;
using BackoutBot.Core.Signals;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.PostMortems;

/// <summary>Generates the review of a backout from its state, as CommonMark. What others wrote is escaped.</summary>
public static class PostMortemWriter
{
    /// <summary>The post-mortem.</summary>
    public static PostMortemWritten Write(BackoutState state, DateTimeOffset now)
    {
        string title = $"Post-mortem: {state.Id}, {OutcomeInWords(state)}";
        var text = new StringBuilder();
        text.Append("# ").AppendLine(Markdown.Escape(title)).AppendLine();
        Summary(text, state, now);
        Signs(text, state);
        Decisions(text, state);
        StepsTaken(text, state);
        Stays(text, state);
        Validation(text, state);
        OpenEnds(text, state);
        return new PostMortemWritten(title, text.ToString());
    }

    private static void Summary(StringBuilder text, BackoutState state, DateTimeOffset now)
    {
        text.AppendLine("| | |").AppendLine("| --- | --- |");
        Row(text, "Service", $"{state.Service} ({state.Environment})");
        Row(text, "From", FromTo.From(state) ?? (FromTo.IsThereAlready(state) ? "no release was left by a step: what is gone back to was there or on its way already" : state.PlanRound == 0 ? "not read, for no plan was made" : state.IsNothingLeft ? "not known: what was to be gone back to ran already" : "not known"));
        Row(text, "To", FromTo.To(state));
        Row(text, "Outcome", OutcomeInWords(state));
        Row(text, "Trouble began", state.TroubleSince is { } since ? At(since) : state.Signals.Any(signal => signal.IsBad) ? "before anything bad was heard: a person asked for it" : $"a person asked for it; no alarm came in while it was open{(state.ReadRaised.IsEmpty ? "" : ", and what was raised already is below")}");
        Row(text, "Backout requested", state.RequestedBy is { } by ? $"{At(state.RequestedAt)} by {by}" : "never");
        Row(text, "Ended", At(now));
        if (state.Windows.ToArray() is { Length: > 0 } shown)
        {
            Row(text, "What customers were shown", string.Join("; ", shown));
        }

        if (state.RequestedAt is { } requested)
        {
            Row(text, "From request to end", Durations.InWords(now - requested));
        }

        if (state.TroubleSince is { } trouble)
        {
            Row(text, "From first trouble to end", Durations.InWords(now - trouble));
        }

        text.AppendLine();
    }

    private static void Signs(StringBuilder text, BackoutState state)
    {
        text.AppendLine("## What was seen").AppendLine();
        if (state.Signals.IsEmpty)
        {
            text.AppendLine("No alarm and no deployment event was heard: a person asked for the backout.");
        }

        foreach (Signal signal in state.Signals.OrderBy(signal => signal.OccurredAt))
        {
            text.Append("- ").Append(At(signal.OccurredAt)).Append(": ").AppendLine(Markdown.Escape(signal.Summary));
        }

        if (state is { ReadRaised: [_, ..] read, AlarmsReadAt: { } readAt })
        {
            text.Append("- ").Append(At(readAt)).Append(": ").AppendLine(Markdown.Escape($"Already raised, and not heard to go off: {string.Join(", ", read.Select(alarm => alarm.InWords))}."));
        }

        text.AppendLine();
    }

    private static void Decisions(StringBuilder text, BackoutState state)
    {
        if (state.Decisions.IsEmpty)
        {
            return;
        }

        text.AppendLine("## What people decided").AppendLine();
        foreach (Decided decided in state.Decisions)
        {
            text.Append("- ").Append(At(decided.At)).Append(": ").Append(Markdown.Escape(decided.Headline.TrimEnd('.')))
                .AppendLine(decided.Details.Count == 0 ? "" : Markdown.Escape($": {string.Join("; ", decided.Details)}"));
        }

        text.AppendLine();
    }

    /// <summary>What earlier plans of the backout did: neither what the plan at hand has done, even where it is planned again, nor what stood before.</summary>
    private static IEnumerable<Effect> OfEarlierPlans(BackoutState state) =>
        state.Effects.SelectMany(effect => effect.Everytime
            .Where(one => !one.StoodBefore && (ReferenceEquals(one, effect) ? state.Steps.GetValueOrDefault(one.Step.Id) is not { Attempt: > 0 } : one.Round != effect.Round)))
            .OrderBy(effect => effect.Since);

    /// <summary>How the last attempt at it ended, such as <c>failed, </c>; empty where it was not seen to end.</summary>
    private static string Ended(BackoutState state, Effect effect) =>
        state.Turns.FindLast(turn => turn.Round == effect.Round && turn.Step == effect.Step.Id && turn.Phase is not StepPhase.Pending) is { } turn ? $"{StateWords.Of(turn.Phase)}, " : "";

    private static void StepsTaken(StringBuilder text, BackoutState state)
    {
        if (state.Plan is null && !state.HasActed)
        {
            return;
        }

        text.AppendLine("## What was done").AppendLine();
        if (!state.HasActed)
        {
            text.AppendLine("Nothing was changed.").AppendLine();
            return;
        }

        PlanStep[] closing = [.. state.Ending?.Steps.Where(step => state.Plan?.Find(step.Id) is null) ?? []];

        text.AppendLine("| step | before | after | result | attempts | took |").AppendLine("| --- | --- | --- | --- | --- | --- |");
        foreach (Effect effect in OfEarlierPlans(state))
        {
            text.Append("| ").Append(Markdown.Escape(effect.Step.Title))
                .Append(" | ").Append(Markdown.Escape(effect.Step.Before))
                .Append(" | ").Append(Markdown.Escape(effect.Step.Target))
                .Append(" | ").Append(Ended(state, effect)).Append("by an earlier plan, approved by ").Append(Markdown.Escape(string.Join(" and ", effect.Approvers)))
                .Append(effect.Standing is not EffectStanding.Undone ? ": " : effect.HasStood ? ", and gone again: " : ", and nothing came of it: ").Append(Markdown.Escape(effect.Note))
                .Append(" | ").Append(effect.Attempt).AppendLine(" | – |");
        }

        foreach (PlanStep step in (state.HasApprovedPlan ? state.Plan!.Steps : []).Concat(closing))
        {
            StepState stands = state.Steps[step.Id];
            string took = stands is { StartedAt: { } from, EndedAt: { } to } ? Durations.InWords(to - from) : "–";
            text.Append("| ").Append(Markdown.Escape(step.Title))
                .Append(" | ").Append(Markdown.Escape(step.Before))
                .Append(" | ").Append(Markdown.Escape(step.Target))
                .Append(" | ").Append(StateWords.Of(stands.Phase)).Append(": ").Append(Markdown.Escape(stands.Note))
                .Append(" | ").Append(stands.Attempt)
                .Append(" | ").Append(took).AppendLine(" |");
        }

        text.AppendLine();
        Troubles(text, state);
        foreach (string remark in state.Plan?.Remarks ?? [])
        {
            bool isSettled = state.Plan!.LeftOut?.Any(left => remark.Contains(left.Reason, StringComparison.Ordinal) && !state.LeftOut.Contains(left)) is true && state.HasApprovedPlan;
            text.Append("- ").AppendLine(Markdown.Escape(!state.HasApprovedPlan ? $"Said by a plan that was not approved: {remark}" : isSettled ? $"When it was planned, and seen to be otherwise later: {remark}" : $"When it was planned: {remark}"));
        }

        text.AppendLine();
    }

    /// <summary>What did not end well at once, be it that a later attempt or plan mended it.</summary>
    private static void Troubles(StringBuilder text, BackoutState state)
    {
        StepTurn[][] troubled = [.. state.Turns.GroupBy(turn => (turn.Round, turn.Step)).Select(turns => turns.ToArray()).Where(turns => turns.Any(turn => turn.IsTrouble))];
        if (troubled.Length == 0)
        {
            return;
        }

        text.AppendLine("What did not end well at once:").AppendLine();
        foreach (StepTurn[] turns in troubled)
        {
            text.Append("- ").AppendLine(Markdown.Escape($"{turns[0].Title}: {string.Join("; ", turns.Select(turn => turn.InWords))}."));
        }

        text.AppendLine();
    }

    private static void Stays(StringBuilder text, BackoutState state)
    {
        IReadOnlyList<Residue> residue = Residue.Of(state);
        if (residue.Count == 0)
        {
            return;
        }

        text.AppendLine("## What stayed when this was written").AppendLine();
        foreach (Residue one in residue)
        {
            text.Append("- ").AppendLine(Markdown.Escape(one.Text));
        }

        text.AppendLine();
    }

    private static void Validation(StringBuilder text, BackoutState state)
    {
        if (state.Checks.IsEmpty)
        {
            return;
        }

        text.AppendLine("## What was checked").AppendLine();
        text.AppendLine("| item | result | found at | what was seen |").AppendLine("| --- | --- | --- | --- |");
        foreach (ChecklistItem item in Checklist.Checkable.Where(item => state.Checks.ContainsKey(item.Id)))
        {
            CheckResult result = state.Checks[item.Id];
            text.Append("| ").Append(item.Id).Append(' ').Append(Markdown.Escape(item.Title))
                .Append(" | ").Append(StateWords.Of(result.Status))
                .Append(" | ").Append(At(result.FoundAt))
                .Append(" | ").Append(Markdown.Escape($"{result.Summary}{Besides(result)}")).AppendLine(" |");
        }

        text.AppendLine();
        if (state.NotSeenFromOutside is { } why)
        {
            text.Append("No machine saw the service from outside: ").Append(Markdown.Escape(why)).AppendLine(".").AppendLine();
        }
    }

    private static string Besides(CheckResult result) =>
        result.Besides is { } besides ? $" Besides: {string.Join("; ", besides.Select(finding => $"{StateWords.Of(finding.Status)}: {finding.Sentence.TrimEnd('.')}"))}." : "";

    private static void OpenEnds(StringBuilder text, BackoutState state)
    {
        text.AppendLine("## To follow up").AppendLine();
        text.AppendLine("- [ ] Name a review owner and a date.");
        foreach (CheckResult result in state.Checks.Values.OrderBy(result => result.Item.Value, StringComparer.Ordinal))
        {
            foreach (string fix in ((string?[])[result.Fix, .. (result.Besides ?? []).Select(finding => finding.Fix)]).OfType<string>().Distinct(StringComparer.Ordinal))
            {
                text.Append("- [ ] ").Append(result.Item).Append(": ").AppendLine(Markdown.Escape(fix));
            }
        }

        foreach (Signal news in state.StandingNews)
        {
            text.Append("- [ ] ").AppendLine(Markdown.Escape($"{news.Subject}: bad news at {At(news.OccurredAt)}, and no good since; whether it is well is not known."));
        }

        foreach (StepState step in state.Steps.Values.Where(step => step.Phase is not StepPhase.Succeeded && step.Attempt > 0))
        {
            text.Append("- [ ] ").Append(step.Id).Append(" ended as ").Append(StateWords.Of(step.Phase)).Append(": ").AppendLine(Markdown.Escape(step.Note));
        }
    }

    private static string OutcomeInWords(BackoutState state) => state.Outcome switch
    {
        BackoutPhase.RolledBack => "rolled back",
        BackoutPhase.RolledBackInPart => "rolled back in part",
        BackoutPhase.StoodDown => "stood down",
        BackoutPhase.Abandoned => "abandoned",
        BackoutPhase.NotNeeded => "not needed",
        _ => "open",
    };

    private static string At(DateTimeOffset? when) => when is { } at ? $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC" : "unknown";

    private static void Row(StringBuilder text, string name, string value) =>
        text.Append("| ").Append(name).Append(" | ").Append(Markdown.Escape(value)).AppendLine(" |");
}
