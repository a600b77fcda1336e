using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Releases;
using BackoutBot.Core.Services;

namespace BackoutBot.Core.Announcements;

/// <summary>Writes what stakeholders are told: each occasion once for each audience, in the words that suit it.</summary>
public static class AnnouncementWriter
{
    /// <summary>What is to be said of how it stands now. That it rolls back is said once a step has begun: until then nothing is changed, and the plan may fall.</summary>
    public static IEnumerable<AnnouncementMade> OnEntering(BackoutState state, ServiceDefinition service)
    {
        foreach (Audience audience in service.Audiences)
        {
            if (OccasionOf(state, audience.Kind) is { } occasion
                && !state.Announced.Exists(told => told.Occasion == occasion && told.Audience == audience.Kind)
                && Text(state, service, audience.Kind) is var (headline, lines))
            {
                yield return new AnnouncementMade(audience.Kind, audience.Channel, occasion, headline, lines);
            }
        }
    }

    /// <summary>A person's own words, to every audience.</summary>
    public static IEnumerable<AnnouncementMade> InOwnWords(BackoutState state, ServiceDefinition service, CommandKey key, string text) =>
        service.Audiences.Select(audience => new AnnouncementMade(audience.Kind, audience.Channel, $"own words {key}", $"{state.Service}: {text}", []));

    private static string? OccasionOf(BackoutState state, AudienceKind audience) => state.Phase switch
    {
        BackoutPhase.Planning => "requested",
        BackoutPhase.Running when !state.HasBegunPlan => state.Halt is null ? null : $"halted {state.PlanRound}",
        BackoutPhase.Running when state.Stopping is not null => $"stopping {state.PlanRound}",
        BackoutPhase.Running when state.Undoing is { IsOfOwn: true } => $"putting back {state.PlanRound}",
        BackoutPhase.Running => EachRound(state, "rolling back", audience),

        // Who leads the team follows each try; to others it has stalled once, unless they were told since that it goes on.
        BackoutPhase.Blocked when audience is AudienceKind.TeamLeads || state.LastTold(audience)?.Occasion.StartsWith("goes on", StringComparison.Ordinal) is true => $"blocked {state.Version}",
        BackoutPhase.Blocked => $"blocked {state.PlanRound}",
        BackoutPhase.Ending when Stuck(state).Length > 0 => $"ending blocked {state.Version}",
        BackoutPhase.Validating => EachRound(state, "validating", audience),
        BackoutPhase.Unproven => $"unproven {state.Version}",
        BackoutPhase.RolledBack or BackoutPhase.RolledBackInPart or BackoutPhase.StoodDown or BackoutPhase.Abandoned => "closed",
        _ => null,
    };

    /// <summary>Once in each plan round; to clients once at all, for what they notice has its own word.</summary>
    private static string EachRound(BackoutState state, string occasion, AudienceKind audience) =>
        audience is not AudienceKind.Clients && state.Announced.Exists(told => told.Occasion == occasion && told.Audience == audience && told.Round != state.PlanRound) ? $"{occasion} {state.PlanRound}" : occasion;

    private static (string Headline, IReadOnlyList<string> Lines)? Text(BackoutState state, ServiceDefinition service, AudienceKind audience) => audience switch
    {
        AudienceKind.TeamLeads => ForTeamLeads(state),
        AudienceKind.Managers => ForManagers(state, service),
        AudienceKind.Clients => ForClients(state),
        _ => null,
    };

    private static (string, IReadOnlyList<string>)? ForTeamLeads(BackoutState state) => state.Phase switch
    {
        BackoutPhase.Planning when state.Undoing is { Of: { } ended } undoing => ($"{state.Service} ({state.Environment}): {undoing.By} wants put back what {ended} did.", [Cause(state)]),
        BackoutPhase.Planning => ($"{state.Service} ({state.Environment}): {state.RequestedBy} requested a backout of {Release(state)}.", [Cause(state)]),
        BackoutPhase.Running when state is { HasBegunPlan: false, Halt: { } halt } => (
            $"{state.Service}: {(state.Stopping is not null ? "the stop of the deployment" : state.Undoing is null ? "the plan to roll back" : "the plan to put back what was done")} is approved by {Approvers(state)}, and begins when the halt is lifted.",
            [halt.InWords]),
        BackoutPhase.Running when state.Stopping is not null => (
            $"{state.Service}: the deployment that is going out is being stopped, approved by {Approvers(state)}. {Stopping.Follows(state)}",
            [.. state.Plan!.Steps.Select(step => $"{step.Title}: {step.Before} → {step.Target}")]),
        BackoutPhase.Blocked when state is { Stopping: not null, HasApprovedPlan: true } => ($"{state.Service}: the stop of the deployment is blocked and waits for a decision.", [Stuck(state), .. Standing(state)]),
        BackoutPhase.Running when state.Undoing is { } undoing => (
            $"{state.Service}: {(undoing.Of is { } ended ? $"what {ended} did" : $"«{string.Join("», «", undoing.Steps.Select(step => step.Title))}»")} is being put back, as {undoing.By} asked, approved by {Approvers(state)}.",
            [.. state.Plan!.Steps.Select(step => $"{step.Title}: {step.Before} → {step.Target}")]),
        BackoutPhase.Running => (
            $"{state.Service}: rolling back, approved by {Approvers(state)}.",
            [.. state.UnheardAlarms.Any() ? [Unheard(state)] : Array.Empty<string>(), .. state.Plan!.Steps.Select(step => $"{step.Title}: {step.Before} → {step.Target}")]),
        BackoutPhase.Blocked when state.Stopped is not null => ($"{state.Service}: the stop is over, and a person must decide what follows.", [EndWords.Unapproved(state), .. Standing(state)]),
        BackoutPhase.Blocked => ($"{state.Service}: {(IsUndo(state) ? "putting back" : "the rollback")} is blocked and waits for a decision.", [state.HasApprovedPlan ? Stuck(state) : EndWords.Unapproved(state), .. Standing(state)]),
        BackoutPhase.Ending => ($"{state.Service}: it was given up, and what its steps put up can't be taken away: an approver must decide.", [Stuck(state), .. Standing(state)]),
        BackoutPhase.Validating => ($"{state.Service}: {char.ToLowerInvariant(EndWords.Steps(state)[0])}{EndWords.Steps(state)[1..]}; watching whether it works.", []),
        BackoutPhase.Unproven => ($"{state.Service}: {(EndWords.Lacks(state) is { } lacks ? $"the steps of the plan are done, which is PARTIAL ({lacks})" : IsUndo(state) ? "all is put back" : "the rollback is done")}, but it has not proved to work.", [state.WellnessNote ?? ""]),
        BackoutPhase.RolledBack => ($"{state.Service} is back at {Goal(state)}.", [$"It took {Took(state)}. The post-mortem is in {state.Channel}."]),
        BackoutPhase.RolledBackInPart => ($"{state.Service}: {(IsUndo(state) ? "putting back" : "the rollback")} has ended in part. The post-mortem is in {state.Channel}.", Stays(state)),
        BackoutPhase.StoodDown => ($"{state.Service}: {(IsUndo(state) ? "putting back was" : "the backout was")} stood down; {Put(state)}.", [EndWords.Why(state)]),
        BackoutPhase.Abandoned => ($"{state.Service}: the backout was given up after work had begun. The post-mortem is in {state.Channel}.", [EndWords.Why(state), .. Stays(state)]),
        _ => null,
    };

    private static (string, IReadOnlyList<string>)? ForManagers(BackoutState state, ServiceDefinition service) => state.Phase switch
    {
        BackoutPhase.Planning when state.Undoing is { Of: not null } => ($"{state.Service} ({state.Environment}): the team is preparing to take an earlier rollback back.", [Cause(state)]),
        BackoutPhase.Planning when state.FirstBadSignal is null => ($"{state.Service} ({state.Environment}): {state.RequestedBy} asked to go back to {Goal(state)}; the team is preparing it.", [Cause(state)]),
        BackoutPhase.Planning => ($"{state.Service} ({state.Environment}) has a problem; the team is preparing to go back to {Goal(state)}.", [Cause(state)]),
        BackoutPhase.Running when !state.HasBegunPlan => null,
        BackoutPhase.Running when state.Stopping is not null => ($"{state.Service}: the deployment that is going out is being stopped; the team then {(IsUndo(state) ? "decides how to proceed" : "prepares to go back")}.", []),
        BackoutPhase.Running when state.Undoing is { IsOfOwn: true } => ($"{state.Service}: a step of the rollback is being taken back; the team then decides how to proceed.", [.. PlanWords.Impact(state.Plan!).Any() ? [Noticed(state)] : Array.Empty<string>()]),
        BackoutPhase.Running when state.Undoing is not null => ($"{state.Service}: taking the earlier rollback back was approved and is under way.", [.. PlanWords.Impact(state.Plan!).Any() ? [Noticed(state)] : Array.Empty<string>(), Expected(state, service)]),
        BackoutPhase.Running => ($"{state.Service}: going back was approved and is under way.", [.. state.UnheardAlarms.Any() ? [Unheard(state)] : Array.Empty<string>(), .. PlanWords.Impact(state.Plan!).Any() ? [Noticed(state)] : Array.Empty<string>(), Expected(state, service)]),
        BackoutPhase.Blocked when state.Stopped is not null => ($"{state.Service}: the stop of the deployment that was going out is over; the team is deciding how to proceed.", [.. Standing(state)]),
        BackoutPhase.Blocked when state.Undone is not null => ($"{state.Service}: a step was put back as it was asked for; the team is deciding how to proceed.", []),
        BackoutPhase.Blocked => ($"{state.Service}: {Way(state)} has stalled; the team is deciding how to proceed.", [.. Standing(state)]),
        BackoutPhase.Ending => ($"{state.Service}: {Way(state)} was stopped, and that is blocked; the team is deciding how to proceed.", [.. Standing(state)]),
        BackoutPhase.Unproven => ($"{state.Service}: {(EndWords.Lacks(state) is not null ? "the steps that could be planned are done" : IsUndo(state) ? "the earlier rollback is taken back" : "the steps back are done")}, but {NotYet(state)}.", []),
        BackoutPhase.RolledBack => (state.Undoing is null ? $"{state.Service} is back to normal on the previous version." : $"{state.Service}: the earlier rollback is taken back, and the service is well.", [$"The whole took {Took(state)}. A post-mortem was written.", .. state.Windows.Select(shown => $"{shown}.")]),
        BackoutPhase.RolledBackInPart when Residue.Of(state).All(one => one.Kind is ResidueKind.NotProved or ResidueKind.NotWorking or ResidueKind.OtherRelease) => ($"{state.Service}: {(IsUndo(state) ? "the earlier rollback is taken back" : "the steps back are done")}{(state.SeenToFail.Any() ? $", and the service {NotWell(state)}." : state.SeenOfOtherRelease is not null ? $"; what runs was not seen to be {FromTo.To(state)}." : "; that the service works was not proved.")}", [EndWords.Why(state), .. NotWorking(state)]),
        BackoutPhase.RolledBackInPart => ($"{state.Service}: {Way(state)} has ended in part{(state.SeenToFail.Any() ? $", and the service {NotWell(state)}" : "")}.", [.. NotWorking(state), .. ShownBefore(state), .. Standing(state), FollowUp(state)]),
        BackoutPhase.StoodDown => (IsUndo(state) ? $"{state.Service}: the earlier rollback stays as it is; {Put(state)}." : $"{state.Service}: the service was not taken back; {Put(state)}.", [EndWords.Why(state)]),
        BackoutPhase.Abandoned => ($"{state.Service}: {Way(state)} was stopped before its end; the team goes on by hand.", [EndWords.Why(state), .. NotWorking(state), .. ShownBefore(state), .. Standing(state), FollowUp(state)]),
        _ => null,
    };

    private static (string, IReadOnlyList<string>)? ForClients(BackoutState state) => state.Phase switch
    {
        BackoutPhase.Running when !state.HasBegunPlan || state.Stopping is not null || state.Undoing is { IsOfOwn: true } => null,
        BackoutPhase.Running when state.Plan!.Brackets.Any() || state.OpenBrackets.Any() => null,
        BackoutPhase.Running => (Working(state), [ClientWords.Noticed(state.Plan!), "We will tell you when it is over."]),
        BackoutPhase.RolledBack when state.Undoing is not null => ("Our work on the service is done.", ["We are sorry for the trouble."]),
        BackoutPhase.RolledBack => ("The problem with our service is solved.", ["We are sorry for the trouble."]),
        BackoutPhase.StoodDown when state.HasActed => (NotSolved(state), [.. ShownToClients(state)]),
        BackoutPhase.RolledBackInPart when state.AcceptedBy is not null || state.GivenUp is not null || state.OpenBrackets.Any() => (NotSolved(state), [.. ShownToClients(state)]),
        BackoutPhase.RolledBackInPart when !state.Effects.Exists(effect => effect.IsSeenToLast) => ("Our service answers again, and we go on watching it.", []),
        BackoutPhase.RolledBackInPart when state.Undoing is not null => ("Our work on the service is done, and we go on watching it.", []),
        BackoutPhase.RolledBackInPart => ("We have taken our service back to an earlier state and go on watching it.", []),
        BackoutPhase.Abandoned => (NotSolved(state), [.. ShownToClients(state)]),
        _ => null,
    };

    private static bool IsUndo(BackoutState state) => state.UndoingAll is not null;

    internal static string Way(BackoutState state) => IsUndo(state) ? "taking the earlier rollback back" : "going back";

    internal static string Working(BackoutState state) => state.Undoing is { IsOfOwn: false } ? "We are working on our service." : "We are working on a problem with our service.";

    internal static string StillWorking(BackoutState state) => state.Undoing is { IsOfOwn: false } ? "We are still working on our service." : "We are still working on the problem with our service.";

    /// <summary>What is so of an end that proved nothing: whether anybody works on it from then on, nobody here knows.</summary>
    private static string NotSolved(BackoutState state) => state is { SeenToFail: var failed, Outcome: not BackoutPhase.StoodDown } && failed.Any() ? $"Our service {NotWell(state)}, as far as we have seen."
        : state.Undoing is { IsOfOwn: false } ? "We can't say yet that our service is as it should be." : "We can't say yet that the problem with our service is solved.";

    private static string NotWell(BackoutState state) => EndWords.IsDown(state) ? "does not work as it should" : "is not well";

    /// <summary>What keeps the end from being proved: what was seen is said, and what was not seen is not said to be amiss.</summary>
    private static string NotYet(BackoutState state) => state.SeenToFail.Any() ? $"the service {NotWell(state)}"
        : state.SeenOfOtherRelease is not null ? $"what runs was not seen to be {FromTo.To(state)}"
        : "that the service is well is not proved yet";

    private static string[] NotWorking(BackoutState state) => [.. new[] { EndWords.NotWorking(state), EndWords.OtherRelease(state) }.OfType<string>()];

    private static string Expected(BackoutState state, ServiceDefinition service) =>
        $"Expected to take about {Durations.InWords(state.Plan!.Estimate + service.Validation.Soak)}, the time included in which it must prove to work.";

    /// <summary>What clients are shown now, as far as it was seen, or that what they were told of is over.</summary>
    private static IEnumerable<string> ShownToClients(BackoutState state) => ClientWords.Shown(state) is { } shown ? [shown]
        : !state.OpenBrackets.Any() && state.Announced.Exists(told => told is { Audience: AudienceKind.Clients, Shown: not null }) ? ["The maintenance page is gone again."]
        : [];

    /// <summary>What customers notice, by the plan.</summary>
    private static string Noticed(BackoutState state) => PlanWords.Impact(state.Plan!) is [_, ..] and var impact
        ? string.Join(" ", impact.Select(one => $"{char.ToUpperInvariant(one[0])}{one[1..]}."))
        : "Some requests may fail for a short time.";

    private static string Goal(BackoutState state) => state.Undoing is { Of: not null } ? FromTo.To(state) : "the last version that worked";

    private static string Release(BackoutState state) => FromTo.From(state) ?? "the current release";

    private static string Cause(BackoutState state) =>
        state.FirstBadSignal is { } bad ? $"First sign: {bad.Summary.TrimEnd('.')} ({bad.OccurredAt:HH:mm:ss} UTC)." : state.UnheardAlarms.Any() ? $"A person asked for it. {Unheard(state)}"
        : "A person asked for it. Since this was opened no alarm was heard to go off; which ones had gone off before is read with the plan.";

    private static string Unheard(BackoutState state) => $"Raised already when it was planned: {string.Join(", ", state.UnheardAlarms.Select(alarm => alarm.InWords))}.";

    private static string Approvers(BackoutState state) => string.Join(" and ", state.Approvals.Select(approval => approval.By));

    private static string Stuck(BackoutState state) => string.Join(' ', state.StepsAtHand.Select(step => state.Steps[step.Id])
        .Where(step => step.Phase is Steps.StepPhase.Failed or Steps.StepPhase.Uncertain)
        .Select(step => $"{step.Id}: {step.Note} {step.Fix}"));

    private static string Put(BackoutState state) => $"{char.ToLowerInvariant(EndWords.Unchanged(state)[0])}{EndWords.Unchanged(state)[1..]}";

    internal static IEnumerable<string> Standing(BackoutState state) => state.OpenBrackets.Select(effect => $"{char.ToUpperInvariant(effect.InWords[0])}{effect.InWords[1..]}{effect.SinceInWords("HH:mm")}.");

    /// <summary>What customers were shown and are not any more.</summary>
    private static IEnumerable<string> ShownBefore(BackoutState state) => state.Effects.SelectMany(effect => effect.Everytime).OrderBy(effect => effect.Since)
        .SelectMany(effect => effect.IsOpenBracket ? effect.ShownBefore : effect.Windows).Distinct(StringComparer.Ordinal).Select(shown => $"{shown}.");

    private static string FollowUp(BackoutState state) => $"The team follows up what is left; it is listed in the post-mortem in {state.Channel}.";

    private static IReadOnlyList<string> Stays(BackoutState state) => [.. Residue.Of(state).Select(one => one.Text)];

    private static string Took(BackoutState state) => Durations.InWords((state.ClosedAt ?? state.PhaseSince) - (state.RequestedAt ?? state.OpenedAt));
}
