using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;

namespace BackoutBot.Core.Actions;

/// <summary>For which backout of which service an action reads.</summary>
/// <param name="Backout">The backout.</param>
/// <param name="Service">The service, as its plan file describes it.</param>
/// <param name="SuspectSince">From when on what is read may be what is to be left: the deployment's start or the first bad signal, UTC; null where unknown.</param>
public sealed record ActionContext(BackoutId Backout, ServiceDefinition Service, DateTimeOffset? SuspectSince)
{
    /// <summary>Whether a person wants to go back although nothing bad was heard: then what was deployed of late is what to leave.</summary>
    public bool IsRequested { get; init; }

    /// <summary>What somebody changed since the release that is left was out: a plan leaves it as it is.</summary>
    public IReadOnlyList<MovedResource> Moved { get; init; } = [];

    /// <summary>The resources that a person wants dealt with although a plan would leave them as they are.</summary>
    public IReadOnlySet<string> Included { get; init; } = new HashSet<string>();

    /// <summary>The steps that are put back by the same plan; empty where it goes back from a release.</summary>
    public IReadOnlyList<PlanStep> Undone { get; init; } = [];

    /// <summary>The keys of all attempts of the backout: what carries one was made by it.</summary>
    public IReadOnlySet<IdempotencyKey> Keys { get; init; } = new HashSet<IdempotencyKey>();

    /// <summary>Whether a plan leaves the resource as it is, since somebody changed it.</summary>
    /// <param name="action">The action that captures it.</param>
    /// <param name="resource">The resource, in that action's words.</param>
    public bool IsLeftAsItIs(string action, string resource) => Moved.Any(moved => moved.Action == action && moved.Resource == resource);
}
