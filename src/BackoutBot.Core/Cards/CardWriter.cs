using BackoutBot.Core.Backouts;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Signals;
using BackoutBot.Core.Steps;

namespace BackoutBot.Core.Cards;

/// <summary>Writes the live card of a backout from its state.</summary>
public static partial class CardWriter
{
    /// <summary>The card as it is now.</summary>
    public static Card Write(BackoutState state, DateTimeOffset now)
    {
        (CardTone tone, string title, string happening) = BrokenJournal.InWords(state) is { } broken ? (CardTone.Danger, "Journal changed", broken) : Headline(state);
        return new Card(
            state.Id,
            $"{state.Service} · {state.Environment}",
            tone,
            title,
            state is { Halt: { } halt, IsClosed: false, BrokenAt: null } ? $"{halt.InWords} {happening}" : happening,
            state.BrokenAt is null ? Waiting(state) : BrokenJournal.Waiting,
            Progress(state),
            [.. Facts(state)],
            [.. Steps(state)],
            [.. Checks(state)],
            [.. Cautions(state)],
            [.. Buttons(state)],
            Footer(state, now));
    }

    private static CardProgress? Progress(BackoutState state)
    {
        // How far the ending is says nothing of how far the rollback came.
        if (state.StepsAtHand.Count == 0 || !state.HasActed || state.Ending is not null || !state.HasApprovedPlan)
        {
            return null;
        }

        StepState[] steps = [.. state.StepsAtHand.Select(step => state.Steps[step.Id])];

        // What the plan leaves out is not done by it.
        int all = steps.Length + state.LeftOut.Select(left => left.Step).Distinct().Count(id => state.Plan?.Find(id) is null && state.Plan?.LeftOut?.Any(left => left.Step == id) is true);
        return new CardProgress(steps.Sum(step => step.Phase is StepPhase.Skipped ? 0 : step.Percent) / all, $"{steps.Count(step => step.Phase is StepPhase.Succeeded)} of {all} steps");
    }

    private static IEnumerable<CardFact> Facts(BackoutState state)
    {
        if (state.Undoing is { IsOfOwn: true } undoing)
        {
            yield return new CardFact("Puts back", $"{string.Join(", ", undoing.Steps.Select(step => step.Title))}, asked for by {undoing.By}");
        }
        else if (FromTo.IsThereAlready(state))
        {
            yield return new CardFact("To", $"{FromTo.To(state)}, which is there or on its way already");
        }
        else if (state.Leaving is not null)
        {
            yield return new CardFact("From → to", FromTo.InWords(state));
        }
        else if (state.Phase is BackoutPhase.Preparing or BackoutPhase.Ready or BackoutPhase.NotReady)
        {
            if (state.OpenedFor is { } version)
            {
                yield return new CardFact("To be deployed", version);
            }
        }
        else if (state.DeployedVersion is { } deployed)
        {
            yield return new CardFact("Release", deployed);
        }

        if (state.FirstBadSignal is { } bad)
        {
            yield return new CardFact("First sign", $"{bad.Subject} at {bad.OccurredAt:HH:mm:ss} UTC");
        }

        string[] alarms = [.. state.RaisedAlarms.Select(alarm => state.UnderOurPage.Contains(alarm.Id) ? $"{alarm.Subject} (since the page is up)" : alarm.Subject), .. state.UnheardAlarms.Select(alarm => $"{alarm.Name} (read at {state.AlarmsReadAt:HH:mm} UTC, not heard)")];
        if (alarms.Length > 0)
        {
            yield return new CardFact(alarms.Length == 1 ? "Alarm" : "Alarms", string.Join(", ", alarms));
        }
        else if (state.Signals.Any(signal => signal.Kind is SignalKind.AlarmRaised))
        {
            yield return new CardFact("Alarms", "all that were heard have cleared");
        }

        string[] news = [.. state.StandingNews.Select(signal => $"{signal.Subject} (since {signal.OccurredAt:HH:mm} UTC)")];
        if (news.Length > 0)
        {
            yield return new CardFact("Bad news of", string.Join(", ", news));
        }

        if (state.RequestedBy is { } requester)
        {
            yield return new CardFact("Requested by", requester.Value);
        }

        if (state.Stopping is { } stopping && !state.IsClosed)
        {
            yield return new CardFact("Stop asked for by", stopping.By.Value);
        }

        if (state.Plan is not null)
        {
            yield return new CardFact("Approvals", state.Approvals.IsEmpty
                ? $"0 of {state.Quorum}"
                : $"{state.Approvals.Count} of {state.Quorum}: {string.Join(", ", state.Approvals.Select(approval => approval.By))}");
        }

        if (state.RestorePoint is { } point && point.Readable.Any())
        {
            yield return new CardFact("Restore point", $"{point.TakenAt:yyyy-MM-dd HH:mm:ss} UTC{(state.Choice is { } choice ? $", {choice.Standing}" : "")}");
        }

        if (state.Choice?.Other is { } other && !state.IsClosed)
        {
            yield return new CardFact("Or to", $"{other.Name}, which ran right before ({other.Standing}): start {state.Service} to {other.Name}");
        }

        TimeSpan? loss = state.Plan?.Steps.Max(step => step.DataLossWindow);
        if (state.Plan is not null)
        {
            yield return new CardFact("Data loss", loss is { } window ? $"what was written in the last {Durations.InWords(window)}" : "none");
        }
    }

    private static IEnumerable<CardStep> Steps(BackoutState state)
    {
        foreach (PlanStep step in state.StepsAtHand)
        {
            StepState stands = state.Steps[step.Id];
            string note = stands.Phase is StepPhase.Pending && stands.Attempt == 0
                ? $"about {Durations.InWords(step.Estimate)}{(step.Reversibility is Reversibility.OneWay ? ", can't be undone" : "")}"
                : stands.Note;
            yield return new CardStep(step.Id, step.Title, step.Before, step.Target, stands.Phase, stands.IsDone ? 100 : stands.Percent, note);
        }
    }

    private static IEnumerable<CardCheck> Checks(BackoutState state) =>
        Checklist.Checkable
            .Where(item => state.Checks.ContainsKey(item.Id) && state.Checks[item.Id].Status is not CheckStatus.NotApplicable)
            .Select(item => (Item: item, Result: state.Checks[item.Id]))
            .Select(one => new CardCheck(one.Item.Id, one.Item.Title, one.Result.Status, $"{one.Result.Summary}{(one.Result.BesidesCounted is { } besides ? $" {besides}" : "")} (found at {one.Result.FoundAt:HH:mm:ss} UTC)", state.IsClosed ? null : CheckAdvice.FixOf(one.Result, state)));

    private static IEnumerable<string> Cautions(BackoutState state)
    {
        if (state.IsClosed)
        {
            foreach (Residue stays in state.Settled is null ? Residue.Of(state) : [])
            {
                yield return stays.Text;
            }

            if (state.Settled is { } settled)
            {
                yield return $"What it left is {settled.InWords}. What that was is in the post-mortem.";
            }

            if (state.ResidueTakenBy is { } taken)
            {
                yield return $"{taken.By} answers for what stays: {taken.Reason}";
            }
        }
        else
        {
            foreach (Effect open in state.OpenBrackets)
            {
                yield return $"{char.ToUpperInvariant(open.InWords[0])}{open.InWords[1..]}{open.SinceInWords()}.";
            }
        }

        if (state.IsClosed)
        {
            // The rest was for whoever decided; the post-mortem keeps it.
            yield break;
        }

        foreach (string problem in state.PlanningProblems)
        {
            yield return problem;
        }

        foreach (PlanStep step in state.StepsAtHand.Where(step => step.Caution is not null && state.Ending is null && !state.Steps[step.Id].IsDone))
        {
            yield return $"{step.Title}: {step.Caution}";
        }

        // What was read for the plan is for whoever approves it; what it lacks stays so.
        foreach (string remark in state.HasApprovedPlan ? (state.Plan?.LeftOut ?? []).Where(state.LeftOut.Contains).Select(left => left.InWords(state.Plan!.Steps)) : state.Plan?.Remarks ?? [])
        {
            yield return remark;
        }

        foreach (StepState step in state.StepsAtHand.Select(step => state.Steps[step.Id]).Where(step => step.Fix is not null))
        {
            yield return $"{step.Id}: {step.Fix}";
        }

        foreach (CapturedState unread in state.RestorePoint?.Unread ?? [])
        {
            yield return $"Not captured: {unread.Summary}";
        }

        foreach (string problem in state.RestorePoint?.Problems ?? [])
        {
            yield return $"Not captured: {problem}";
        }
    }

    private static string Footer(BackoutState state, DateTimeOffset now) =>
        state.Plan is { } plan
            ? $"{state.Id} · plan {plan.Hash.Value[..8]} · {now:HH:mm:ss} UTC"
            : $"{state.Id} · {now:HH:mm:ss} UTC";
}
