using BackoutBot.Core.Actions;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.RestorePoints;

/// <summary>Answers people's questions about the restore points of a service.</summary>
internal sealed class RestorePointDesk(IStore store, StateCapture capture)
{
    private static readonly BackoutId Nobody = new("points");

    /// <summary>The point that a name means; or what to say to whoever named it.</summary>
    public async Task<(PointTarget? Target, TextBody? Answer)> FindAsync(ServiceId service, string name, CancellationToken cancellationToken)
    {
        var history = await store.Journal.ListRestorePointsAsync(service, cancellationToken);
        return RestorePointWords.Find(history, name) is { } found
            ? (new PointTarget(found.Kept.Release.Identity, found.Point.TakenAt, RestorePointWords.Name(found.Kept) is var version && found.Point == found.Kept.Point ? version : $"{version} as of {RestorePointWords.Minute(found.Point.TakenAt)}"), null)
            : (null, new TextBody(CardTone.Attention, $"No restore point of {service} is called «{name}». {(history.Count == 0 ? "None is kept yet." : "There are:")}", Lines(service, history)));
    }

    /// <summary>The list of the points.</summary>
    public async Task<TextBody> ListAsync(ServiceId service, CancellationToken cancellationToken)
    {
        var history = await store.Journal.ListRestorePointsAsync(service, cancellationToken);
        return history.Count == 0
            ? new TextBody(CardTone.Quiet, $"No restore point of {service} is kept yet.", ["One is kept once the service was read while nothing is deployed, or by: prepare " + service])
            : new TextBody(CardTone.Quiet, $"Restore points of {service}, the newest first:", Lines(service, history));
    }

    /// <summary>In what a point differs from what is now. Reads AWS.</summary>
    public async Task<TextBody> CompareAsync(ServiceDefinition service, string name, CancellationToken cancellationToken)
    {
        var history = await store.Journal.ListRestorePointsAsync(service.Id, cancellationToken);
        if (RestorePointWords.Find(history, name) is not { } found)
        {
            return (await FindAsync(service.Id, name, cancellationToken)).Answer!;
        }

        var now = await capture.CaptureAsync(new ActionContext(Nobody, service, SuspectSince: null), faultsAreStates: true, cancellationToken);
        var lines = found.Point.States.DistinctBy(state => (state.Resource, state.Summary)).Select(state => Compare(state, now)).ToArray();
        return new TextBody(
            CardTone.Quiet,
            $"{RestorePointWords.Name(found.Kept)}, read at {RestorePointWords.Minute(found.Point.TakenAt)}, against now ({RestorePointWords.Standing(found.Kept)}):",
            [.. lines, .. now.Problems]);
    }

    private static string Compare(CapturedState then, RestorePoint now)
    {
        if (then.Unread is not null)
        {
            return $"Not captured: {then.Summary}";
        }

        return (now.States.FirstOrDefault(then.IsOfSameResource) ?? now.Unread.FirstOrDefault(state => state.Action == then.Action)) switch
        {
            null => $"{then.Summary}: the plan file does not name it any more",
            { Unread: { } why } => $"{then.Summary}: can't be read now ({why})",
            var present when present.IsSameAs(then) => $"{then.Summary}: the same",
            var present => $"{then.Summary}: differs, now {present.Summary}",
        };
    }

    private static IReadOnlyList<string> Lines(ServiceId service, IReadOnlyList<KeptRestorePoint> history) =>
    [
        .. history.SelectMany(kept => (string[])
        [
            RestorePointWords.Line(kept),
            .. kept.Revisions.Select(revision => $"   {RestorePointWords.Name(kept)} as it was until {RestorePointWords.Minute(revision.TakenAt)}"),
        ]),
        .. history.LastOrDefault(kept => kept.LeftBy is null) is { } fit ? [$"To see in what one differs from now: points {service} {RestorePointWords.Handle(fit, history)} · to go there: start {service} to {RestorePointWords.Handle(fit, history)}"] : Array.Empty<string>(),
    ];
}
