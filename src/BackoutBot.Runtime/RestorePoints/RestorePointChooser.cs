using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Signals;
using BackoutBot.Runtime.Backouts;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.RestorePoints;

/// <summary>Finds the restore point of a backout.</summary>
internal sealed class RestorePointChooser(StateCapture capture, UsabilityInquiry inquiry, Leftovers leftovers, IStore store, IOptions<RuntimeOptions> options, TimeProvider time)
{
    // Deployments' events tell their time in whole seconds, rounded down.
    private static readonly TimeSpan EventPrecision = TimeSpan.FromSeconds(1);

    /// <summary>Captures what runs while nothing bad was heard; afterwards takes what was kept before.</summary>
    public async Task<ReportRestorePoint> ChooseAsync(CommandKey key, WorkBrief brief, CancellationToken cancellationToken)
    {
        var state = brief.State;
        var history = await store.Journal.ListRestorePointsAsync(state.Service, cancellationToken);

        // What runs once something bad was heard, or a person wants to go back, is not what to go back to.
        return state.FirstBadSignal is null && state.RequestedBy is null ? await CaptureNowAsync(key, brief, history, cancellationToken)
            : state.Target is { } target ? Chosen(key, target, history)
            : state.Undoing is { Of: { } ended } ? NothingToGoBackTo(key, time.GetUtcNow(), $"No restore point of what ran before {ended} is kept. What it changed is put back as it found it.")
            : await OfferedAsync(key, brief, history, cancellationToken);
    }

    /// <summary>
    /// What runs before a deployment. By the time that its first event is here it may have changed something: what bears no release and was not
    /// read before is then as it is now, and no state to go back to.
    /// </summary>
    private async Task<ReportRestorePoint> CaptureNowAsync(CommandKey key, WorkBrief brief, IReadOnlyList<KeptRestorePoint> history, CancellationToken cancellationToken)
    {
        var state = brief.State;
        var now = time.GetUtcNow();
        var deploying = state.Signals.Any(signal => signal.Kind is SignalKind.DeploymentStarted);
        if (deploying && history is [{ LeftBy: null, Point: var latest }, ..] && latest.TakenAt < state.SuspectSince + EventPrecision && now - latest.TakenAt <= options.Value.RestorePointInterval * 2)
        {
            return new ReportRestorePoint(key, latest, $"kept from {latest.TakenAt:yyyy-MM-dd HH:mm:ss} UTC, before the deployment began");
        }

        var point = await capture.CaptureAsync(brief.Context, brief.IsLastTry, cancellationToken);
        var kept = history.FirstOrDefault(one => one.Release.Identity == point.Release.Identity);
        if (deploying || !await IsSettledAsync(brief, cancellationToken))
        {
            point = point.ReleaseOnly("first read once a deployment had begun, which may have changed it");
        }
        else if (await leftovers.LeftByAsync(state.Service, kept, point, cancellationToken) is { } leaver)
        {
            point = point.ReleaseOnly($"first read while what {leaver} left stood");
        }

        return new ReportRestorePoint(key, kept?.Point.RenewedBy(point) ?? point, "captured now");
    }

    private async Task<bool> IsSettledAsync(WorkBrief brief, CancellationToken cancellationToken)
    {
        try
        {
            return await capture.IsSettledAsync(brief.Context, cancellationToken);
        }
        catch (Exception) when (brief.IsLastTry && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static ReportRestorePoint Chosen(CommandKey key, PointTarget target, IReadOnlyList<KeptRestorePoint> history)
    {
        if (history.FirstOrDefault(one => one.Release.Identity == target.Release) is not { } kept)
        {
            return NothingToGoBackTo(key, target.TakenAt, $"{target.Name} is not kept any more. What is kept is listed by: points") with { For = target };
        }

        var point = kept.Dated.FirstOrDefault(dated => dated.TakenAt == target.TakenAt) ?? kept.Point;
        return new ReportRestorePoint(key, point, $"{target.Name}, as a person chose ({RestorePointWords.Standing(kept)}), read at {RestorePointWords.Minute(point.TakenAt)}")
        {
            Choice = new PointChoice(RestorePointWords.Standing(kept), Other: null),
            For = target,
        };
    }

    private async Task<ReportRestorePoint> OfferedAsync(CommandKey key, WorkBrief brief, IReadOnlyList<KeptRestorePoint> history, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        Release leaving;
        try
        {
            leaving = await LeavingAsync(brief, history, cancellationToken);
        }
        catch (Exception fault) when (brief.IsLastTry && !cancellationToken.IsCancellationRequested)
        {
            // Without knowing what to leave, the newest point may be of the very release that is broken.
            return NothingToGoBackTo(key, now, $"What runs can't be read, so none of the kept restore points can be chosen: {fault.Message}") with { IsForWantOfRead = true };
        }

        if (leaving.Components.Count == 0 && HasChangedRelease(brief.State, history))
        {
            return NothingToGoBackTo(key, now, "What ran before this backout's steps changed it was never read, so none of the kept restore points can be chosen.");
        }

        if (await leftovers.UnfinishedAsync(brief.State.Service, leaving, cancellationToken) is { RestorePoint: { } goal } unfinished
            && history.FirstOrDefault(kept => kept.Release.IsSameAs(goal.Release)) is { LeftBy: null } reached)
        {
            return new ReportRestorePoint(key, reached.Point, $"{RestorePointWords.Name(reached)} ({RestorePointWords.Standing(reached)}), read at {RestorePointWords.Minute(reached.Point.TakenAt)}: {unfinished.Id} went back to it and did not reach all of it")
            {
                Choice = new PointChoice(RestorePointWords.Standing(reached), Other: null),
            };
        }

        var (offer, passedOver) = await UsableAsync(brief, history, leaving, now, cancellationToken);
        if (offer is not { Chosen: var kept, Other: var other })
        {
            return NothingToGoBackTo(key, now, history.Count == 0
                ? "Nothing was captured before the trouble began, so the plan rests on the providers' own history: that is not proven."
                : passedOver.Count > 0
                ? $"{string.Join(' ', passedOver.Select(point => point.InWords))} Nothing else that was captured is fit to go back to from {leaving.Version}. So the plan rests on the providers' own history: that is not proven."
                : $"Nothing that was captured is fit to go back to from {leaving.Version}: what is kept is of that release, was left by an earlier backout, or is too old. So the plan rests on the providers' own history: that is not proven.");
        }

        // Where nothing bears a release, it is the records that were changed.
        var point = leaving.Components.Count == 0 && kept.Revisions.Count > 0
            ? await BeforeLastChangeAsync(kept, brief, cancellationToken)
            : kept.Point;
        return new ReportRestorePoint(key, point, $"{RestorePointWords.Name(point)} ({RestorePointWords.Standing(kept)}), read at {RestorePointWords.Minute(point.TakenAt)}")
        {
            Choice = new PointChoice(
                RestorePointWords.Standing(kept),
                other is null ? null : new OfferedPoint(RestorePointWords.Handle(other, history), RestorePointWords.Standing(other)))
            {
                PassedOver = passedOver.Count > 0 ? passedOver : null,
            },
        };
    }

    /// <summary>What is to be left: once a step has brought another release, what runs is that no more.</summary>
    private async Task<Release> LeavingAsync(WorkBrief brief, IReadOnlyList<KeptRestorePoint> history, CancellationToken cancellationToken) =>
        HasChangedRelease(brief.State, history) ? brief.State.Leaving ?? Release.Unknown : await capture.RunningAsync(brief.Context, cancellationToken);

    /// <summary>Where nothing of the service bears a release, its records do.</summary>
    private static bool HasChangedRelease(BackoutState state, IReadOnlyList<KeptRestorePoint> history)
    {
        var bearing = history.SelectMany(kept => kept.Point.States).Where(captured => captured.Release is not null).Select(captured => captured.Action).ToHashSet(StringComparer.Ordinal);
        return !state.ApprovedSteps.IsEmpty
            && state.Effects.Exists(effect => effect.Closing is null && effect.Standing is not EffectStanding.Undone && (bearing.Count == 0 || bearing.Contains(effect.Step.Action)));
    }

    /// <summary>What is offered of that which can be gone back to at this moment, and what would have been offered otherwise.</summary>
    private async Task<(RestorePointOffer? Offer, IReadOnlyList<PassedOverPoint> PassedOver)> UsableAsync(WorkBrief brief, IReadOnlyList<KeptRestorePoint> history, Release leaving, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<PassedOverPoint> passedOver = [];
        while (RestorePointChoice.ToLeave(history, leaving, now, options.Value.RestorePointMaxAge) is { } offer)
        {
            var offered = new[] { offer.Chosen, offer.Other }.OfType<KeptRestorePoint>();
            var asked = await Task.WhenAll(offered.Select(async kept => (Kept: kept, (await inquiry.AskAsync(brief.Context, kept.Point, cancellationToken)).WhyUnusable)));
            var unusable = asked.Where(one => one.WhyUnusable is not null).ToArray();
            if (unusable.Length == 0)
            {
                return (offer, passedOver);
            }

            passedOver.AddRange(unusable.Select(one => new PassedOverPoint(RestorePointWords.Name(one.Kept), one.WhyUnusable!)));
            history = [.. history.Where(kept => !Array.Exists(unusable, one => one.Kept == kept))];
        }

        return (null, passedOver);
    }

    private async Task<RestorePoint> BeforeLastChangeAsync(KeptRestorePoint kept, WorkBrief brief, CancellationToken cancellationToken)
    {
        var present = await capture.CaptureAsync(brief.Context, brief.IsLastTry, cancellationToken);
        return kept.Dated.FirstOrDefault(point => !point.HoldsTheSameAs(present)) ?? kept.Point;
    }

    private static ReportRestorePoint NothingToGoBackTo(CommandKey key, DateTimeOffset at, string why) => new(key, new RestorePoint(at, [], [why]), "none to go back to");
}
