using BackoutBot.Core.Ids;
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
}
