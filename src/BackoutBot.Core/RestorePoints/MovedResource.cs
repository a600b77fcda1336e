using System.Text.Json.Serialization;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;

namespace BackoutBot.Core.RestorePoints;

/// <summary>
/// A resource that is not as it is to be, and that the release to be left did not bring there: somebody changed it, by a fail-over for instance, and
/// it is left as it is unless a person wants it put back, too.
/// </summary>
/// <param name="Action">The action that captures it.</param>
/// <param name="Resource">The resource, in that action's words.</param>
/// <param name="Then">What it was when it was read to be otherwise, for people.</param>
/// <param name="ReadAt">When that was read, UTC.</param>
/// <param name="Now">What it is, for people.</param>
public sealed record MovedResource(string Action, string Resource, string Then, DateTimeOffset ReadAt, string Now)
{
    /// <summary>How it is known that the release did not bring it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public MovedWhen When { get; init; }

    /// <summary>The ended backout that left it as it is; null where it is known otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BackoutId? LeftBy { get; init; }

    /// <summary>What happened to it, for people.</summary>
    [JsonIgnore]
    public string InWords => When switch
    {
        MovedWhen.SincePlanned => $"{Resource} is {Now}; it was {Then} when it was planned at {RestorePointWords.Minute(ReadAt)}, and nothing was being deployed. Somebody moved it since, so it is left as it is",
        MovedWhen.SinceStep => $"{Resource} is {Now}; it was {Then} before a step that this backout began at {RestorePointWords.Minute(ReadAt)}, and is not as that was to leave it either. Somebody changed it since, so it is left as it is",
        MovedWhen.BeforeRelease => $"{Now}; so it was at {RestorePointWords.Minute(ReadAt)} already, before the release that is left was deployed. That did not bring it, so it is left as it is",
        MovedWhen.BeforeBackout => $"{Now}; so it was when {LeftBy} left it at {RestorePointWords.Minute(ReadAt)}, for somebody had changed it. It was not read to be otherwise since, so it is left as it is",
        _ => $"{Now}; it was {Then} at {RestorePointWords.Minute(ReadAt)}, with the release that is left. Somebody moved it since, so it is left as it is",
    };

    /// <summary>Whether the state is of it.</summary>
    public bool IsOf(CapturedState state) => Action == state.Action && Resource == state.Resource;

    /// <summary>Whether a person means it, with or without the last dot of a domain name.</summary>
    public bool IsNamed(string typed) => string.Equals(typed.Replace(". ", " ", StringComparison.Ordinal).TrimEnd('.'), Resource.Replace(". ", " ", StringComparison.Ordinal).TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether anything was read by which <see cref="Find"/> could tell.</summary>
    /// <param name="history">All points of the service, the newest first.</param>
    /// <param name="leaving">The release that is left.</param>
    /// <param name="to">What is to be.</param>
    public static bool CanFind(IReadOnlyList<KeptRestorePoint> history, Release leaving, RestorePoint to) =>
        history.Any(kept => leaving.IsSameAs(kept.Release)) || Before(history, leaving, to).Any();

    /// <summary>Which resources are otherwise than they are to be, and were not brought there by a release that is gone back from.</summary>
    /// <param name="history">All points of the service.</param>
    /// <param name="leaving">The release that is left.</param>
    /// <param name="releasedAt">When its deployment began, UTC; null where that is not known.</param>
    /// <param name="to">What is to be.</param>
    /// <param name="now">What is.</param>
    public static IReadOnlyList<MovedResource> Find(IReadOnlyList<KeptRestorePoint> history, Release leaving, DateTimeOffset? releasedAt, RestorePoint to, RestorePoint now)
    {
        // What was read first is how the deployment left it.
        RestorePoint? first = history.FirstOrDefault(kept => leaving.IsSameAs(kept.Release))?.Dated.LastOrDefault(point => point.TakenAt >= releasedAt);
        (RestorePoint First, RestorePoint Last)[] before = [.. Before(history, leaving, to)];
        return
        [
            .. from present in now.Readable
               where present.Release is null && to.Readable.FirstOrDefault(present.IsOfSameResource) is { } target && !present.IsSameAs(target)
               let moved = SinceRelease(present) ?? WithinEarlier(present)
               where moved is not null
               select moved,
        ];

        MovedResource? SinceRelease(CapturedState present) =>
            first?.Readable.FirstOrDefault(present.IsOfSameResource) is { ReadAt: null } with && !present.IsSameAs(with)
                ? new MovedResource(present.Action, present.Resource, with.Summary, first.TakenAt, present.Summary)
                : null;

        MovedResource? WithinEarlier(CapturedState present) =>
            (from run in before
             let began = run.First.Readable.FirstOrDefault(present.IsOfSameResource)
             let ended = run.Last.Readable.FirstOrDefault(present.IsOfSameResource)
             where began is not null && ended is not null && !(run.Last.TakenAt >= releasedAt) && !present.IsSameAs(began) && present.IsSameAs(ended)
             select new MovedResource(present.Action, present.Resource, began.Summary, run.Last.TakenAt, present.Summary) { When = MovedWhen.BeforeRelease }).FirstOrDefault();
    }

    /// <summary>
    /// What an ended backout left as it is because somebody had changed it, and what is so still: nothing was read to be otherwise since, and no backout has
    /// put it back.
    /// </summary>
    /// <param name="ended">The ended backouts of the service, the newest first.</param>
    /// <param name="history">All points of the service.</param>
    /// <param name="to">What is to be.</param>
    /// <param name="now">What is.</param>
    public static IEnumerable<MovedResource> LeftBefore(IReadOnlyList<BackoutState> ended, IReadOnlyList<KeptRestorePoint> history, RestorePoint to, RestorePoint now) =>
        from present in now.Readable
        where present.Release is null && to.Readable.FirstOrDefault(present.IsOfSameResource) is { } target && !present.IsSameAs(target)
        let last = ended.FirstOrDefault(one => one.LeftStates.Exists(present.IsOfSameResource) || HasChanged(one, present))
        where last is not null && last.LeftStates.Exists(present.IsSameAs)
        where !history.SelectMany(kept => kept.Readings).Any(read => read.TakenAt > last.ClosedAt && read.Readable.Any(state => state.ReadAt is null && state.IsOfSameResource(present) && !state.IsSameAs(present)))
        let then = to.Readable.First(present.IsOfSameResource).Summary
        select new MovedResource(present.Action, present.Resource, then, last.ClosedAt!.Value, present.Summary) { When = MovedWhen.BeforeBackout, LeftBy = last.Id };

    private static bool HasChanged(BackoutState ended, CapturedState present) => ended.Effects.Exists(effect =>
        effect.Step.Action == present.Action && effect.Standing is not EffectStanding.Undone && effect.Step.Basis?.Any(fact => fact.Resource == present.Resource && fact.Done is not null) is true);

    // How it was at first and at last with the release that is gone back to, and with each that ran between that and the one that is left.
    private static IEnumerable<(RestorePoint First, RestorePoint Last)> Before(IReadOnlyList<KeptRestorePoint> history, Release leaving, RestorePoint to) =>
        from kept in history
        where !leaving.IsSameAs(kept.Release)
        let isTarget = kept.Release.IsSameAs(to.Release) && kept.Point.TakenAt == to.TakenAt
        where isTarget || kept.FirstAt > to.TakenAt
        let last = kept.Seen ?? (isTarget ? null : kept.Point)
        where last is not null
        select (isTarget ? to : kept.Dated.Last(), last);
}

/// <summary>How it is known of a resource that no release brought it to where it is.</summary>
public enum MovedWhen
{
    /// <summary>With the release that is left it was read to be otherwise.</summary>
    SinceRelease,

    /// <summary>It was so before that release was deployed, and was changed while an earlier one ran.</summary>
    BeforeRelease,

    /// <summary>A backout that has ended found it so and left it, and nothing brought it there since.</summary>
    BeforeBackout,

    /// <summary>A step of the same backout that did not end well was to change it, and it is neither as before that nor as that was to leave it.</summary>
    SinceStep,

    /// <summary>It was read to be otherwise for an earlier plan of the same backout, while nothing was being deployed.</summary>
    SincePlanned,
}
