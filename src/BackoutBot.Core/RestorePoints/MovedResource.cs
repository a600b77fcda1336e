using System.Text.Json.Serialization;

namespace BackoutBot.Core.RestorePoints;

/// <summary>
/// A resource that is neither as the release to be left had it when it was out, nor as it is to be: somebody changed it since, a fail-over for
/// instance, and it is left as it is unless a person wants it put back, too.
/// </summary>
/// <param name="Action">The action that captures it.</param>
/// <param name="Resource">The resource, in that action's words.</param>
/// <param name="Then">What it was with the release that is left, for people.</param>
/// <param name="ReadAt">When it was read to be that, UTC.</param>
/// <param name="Now">What it is, for people.</param>
public sealed record MovedResource(string Action, string Resource, string Then, DateTimeOffset ReadAt, string Now)
{
    /// <summary>What happened to it, for people.</summary>
    [JsonIgnore]
    public string InWords => $"{Now}; it was {Then} at {RestorePointWords.Minute(ReadAt)}, with the release that is left. Somebody moved it since, so it is left as it is";

    /// <summary>Whether a person means it, with or without the last dot of a domain name.</summary>
    public bool IsNamed(string typed) => string.Equals(typed.Replace(". ", " ", StringComparison.Ordinal).TrimEnd('.'), Resource.Replace(". ", " ", StringComparison.Ordinal).TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Which resources somebody changed since the release that is left was out.</summary>
    /// <param name="leaving">The states of that release as they were read while it ran, the newest first.</param>
    /// <param name="releasedAt">When its deployment began, UTC.</param>
    /// <param name="to">What is to be.</param>
    /// <param name="now">What is.</param>
    public static IReadOnlyList<MovedResource> Find(IEnumerable<RestorePoint> leaving, DateTimeOffset releasedAt, RestorePoint to, RestorePoint now)
    {
        // What was read first is how the deployment left it.
        if (leaving.LastOrDefault(point => point.TakenAt >= releasedAt) is not { } first)
        {
            return [];
        }

        return
        [
            .. from present in now.Readable
               where present.Release is null
               let with = first.Readable.FirstOrDefault(present.IsOfSameResource)
               let target = to.Readable.FirstOrDefault(present.IsOfSameResource)
               where with is not null && target is not null && with.ReadAt is null && !present.IsSameAs(with) && !present.IsSameAs(target)
               select new MovedResource(present.Action, present.Resource, with.Summary, first.TakenAt, present.Summary),
        ];
    }
}
