using System.Collections.Concurrent;

namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>
/// What this process was answered when it made and removed pages of late: a list of rules may not show it yet. A restart forgets it, and takes
/// about as long as lists lag.
/// </summary>
internal sealed class RecentWrites(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Made> made = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> removed = new(StringComparer.Ordinal);

    /// <summary>A page was made, or put in its place, on a listener.</summary>
    /// <param name="listener">The listener's ARN.</param>
    /// <param name="rule">The page's ARN.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="isInFront">Whether it is before all other rules.</param>
    public void Make(string listener, string rule, PageOwner owner, bool isInFront) => made[listener] = new Made(rule, owner, isInFront, time.GetUtcNow());

    /// <summary>A page was removed, or is known to be gone.</summary>
    /// <param name="rule">The page's ARN.</param>
    public void Remove(string rule)
    {
        foreach (var (old, at) in removed)
        {
            if (!Counts(at))
            {
                removed.TryRemove(old, out _);
            }
        }

        removed[rule] = time.GetUtcNow();
    }

    /// <summary>How a service's own page stands on a listener.</summary>
    /// <param name="listener">The listener's ARN.</param>
    /// <param name="listed">The pages there, as they are listed.</param>
    /// <param name="owner">Whose pages are the service's own.</param>
    public OwnPage StandingOn(string listener, IReadOnlyList<PageRule> listed, PageOwner owner)
    {
        if (made.TryGetValue(listener, out var own) && own.Owner == owner && Counts(own.At) && !IsRemoved(own.Rule))
        {
            return own.IsInFront ? OwnPage.InFront : OwnPage.Behind;
        }

        PageRule[] standing = [.. listed.Where(page => !IsRemoved(page.Rule.RuleArn))];
        return standing.StandingOf(owner);
    }

    /// <summary>Whether the page was removed of late, so that a list which shows it is behind.</summary>
    /// <param name="rule">The page's ARN.</param>
    public bool IsRemoved(string rule) => removed.TryGetValue(rule, out var at) && Counts(at);

    private bool Counts(DateTimeOffset at) => time.GetUtcNow() - at < MaintenanceHandle.Lag;

    private sealed record Made(string Rule, PageOwner Owner, bool IsInFront, DateTimeOffset At);
}
