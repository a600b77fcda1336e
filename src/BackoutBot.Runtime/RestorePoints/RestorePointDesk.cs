using BackoutBot.Core.Actions;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.RestorePoints;

/// <summary>Answers people's questions about the restore points of a service.</summary>
internal sealed class RestorePointDesk(IStore store, StateCapture capture, UsabilityInquiry inquiry, IOptions<RuntimeOptions> options, TimeProvider time)
{
    private static readonly BackoutId Nobody = new("points");

    /// <summary>The point that a name means; or what to say to whoever named it.</summary>
    public async Task<(PointTarget? Target, TextBody? Answer)> FindAsync(ServiceId service, string name, CancellationToken cancellationToken)
    {
        var history = await store.Journal.ListRestorePointsAsync(service, cancellationToken);
        if (RestorePointWords.Find(history, name) is { } found)
        {
            return (new PointTarget(found.Kept.Release.Identity, found.Point.TakenAt, RestorePointWords.Name(found.Kept) is var version && found.Point == found.Kept.Point ? version : $"{version} as of {RestorePointWords.Minute(found.Point.TakenAt)}"), null);
        }

        var alike = RestorePointWords.FindAlike(history, name) is { } like
            ? $" Nothing is begun yet. To go back to {RestorePointWords.Name(like.Kept)}, say: start {service} to {RestorePointWords.Handle(like.Kept, history)}"
            : "";
        return (null, new TextBody(CardTone.Attention, $"No restore point of {service} is called «{name}».{alike}{(history.Count == 0 ? " None is kept yet." : alike.Length == 0 ? " There are:" : "")}", Lines(service, history, [])));
    }

    /// <summary>The list of the points, with what is seen at this moment of those that may be gone back to. Reads AWS.</summary>
    public async Task<TextBody> ListAsync(ServiceDefinition service, CancellationToken cancellationToken)
    {
        var history = await store.Journal.ListRestorePointsAsync(service.Id, cancellationToken);
        return history.Count == 0
            ? new TextBody(CardTone.Quiet, $"No restore point of {service.Id} is kept yet.", ["One is kept once the service was read while nothing is deployed, or by: prepare " + service.Id])
            : new TextBody(CardTone.Quiet, $"Restore points of {service.Id}, the newest first:", Lines(service.Id, history, await SeenAsync(service, history, cancellationToken)));
    }

    private async Task<IReadOnlyList<(KeptRestorePoint Kept, PointUsability Usability)>> SeenAsync(ServiceDefinition service, IReadOnlyList<KeptRestorePoint> history, CancellationToken cancellationToken)
    {
        var context = new ActionContext(Nobody, service, SuspectSince: null);
        Release running;
        try
        {
            running = await capture.RunningAsync(context, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Then each of them may be gone back to, as far as is known.
            running = Release.Unknown;
        }

        var candidates = RestorePointChoice.Candidates(history, running, time.GetUtcNow(), options.Value.RestorePointMaxAge);
        return await Task.WhenAll(candidates.Select(async kept => (kept, await inquiry.AskAsync(context, kept.Point, cancellationToken))));
    }

    /// <summary>In what a point differs from what is now. Reads AWS.</summary>
    public async Task<TextBody> CompareAsync(ServiceDefinition service, string name, CancellationToken cancellationToken)
    {
        var history = await store.Journal.ListRestorePointsAsync(service.Id, cancellationToken);
        if ((RestorePointWords.Find(history, name) ?? RestorePointWords.FindAlike(history, name)) is not { } found)
        {
            return (await FindAsync(service.Id, name, cancellationToken)).Answer!;
        }

        var context = new ActionContext(Nobody, service, SuspectSince: null);
        var seen = inquiry.AskAsync(context, found.Point, cancellationToken);
        var now = await capture.CaptureAsync(context, faultsAreStates: true, cancellationToken);
        var lines = found.Point.States.DistinctBy(state => (state.Resource, state.Summary)).Select(state => Compare(state, now)).ToArray();
        return new TextBody(
            CardTone.Quiet,
            $"{RestorePointWords.Name(found.Kept)}, read at {RestorePointWords.Minute(found.Point.TakenAt)}, against now ({RestorePointWords.Standing(found.Kept)}):",
            [.. await DeployingAsync(context, cancellationToken), .. (await seen).InWords, .. lines, .. now.Problems]);
    }

    /// <summary>Whether what was read may be of two releases.</summary>
    private async Task<string[]> DeployingAsync(ActionContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await capture.IsSettledAsync(context, cancellationToken) ? [] : ["What is deployed is not settled: a deployment is under way, or the last one did not end well. What runs may be of two releases, even where it is called the same."];
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            return [$"Whether something is being deployed could not be read ({fault.Message}): what is the same may be so in part only."];
        }
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

    private static IReadOnlyList<string> Lines(ServiceId service, IReadOnlyList<KeptRestorePoint> history, IReadOnlyList<(KeptRestorePoint Kept, PointUsability Usability)> seen) =>
    [
        .. history.SelectMany(kept => (string[])
        [
            RestorePointWords.Line(kept),
            .. seen.Where(one => one.Kept == kept).SelectMany(one => one.Usability.InWords).Select(sentence => $"   {sentence}"),
            .. kept.Revisions.Select(revision => $"   {RestorePointWords.Name(kept)} as it was until {RestorePointWords.Minute(revision.TakenAt)}: start {service} to {RestorePointWords.Handle(kept, revision)}"),
        ]),
        .. history.LastOrDefault(kept => kept.LeftBy is null && !seen.Any(one => one.Kept == kept && one.Usability.WhyUnusable is not null)) is { } fit ? [$"To see in what one differs from now: points {service} {RestorePointWords.Handle(fit, history)} · to go there: start {service} to {RestorePointWords.Handle(fit, history)}"] : Array.Empty<string>(),
    ];
}
