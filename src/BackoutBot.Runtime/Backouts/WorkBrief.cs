using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Services;

namespace BackoutBot.Runtime.Backouts;

/// <summary>What a run of a piece of work may know.</summary>
/// <param name="State">The backout's state when the run began.</param>
/// <param name="Service">The service.</param>
/// <param name="IsLastTry">Whether enough runs in a row have failed for what can't be read to be an answer; before, it is thrown, to be tried again.</param>
/// <param name="MayHaveActed">For a step's start: whether an earlier call may have had its effect already.</param>
/// <param name="TraceParent">The trace that it belongs to.</param>
internal sealed record WorkBrief(BackoutState State, ServiceDefinition Service, bool IsLastTry, bool MayHaveActed, string? TraceParent)
{
    /// <summary>For a look that is to prove something: since when it has been looked without a break.</summary>
    public DateTimeOffset LookedSince { get; init; }

    /// <summary>Whether it has not been seen for so long that this is told; before, what may be over by itself is no news.</summary>
    public bool IsUnseenForLong { get; init; }

    /// <summary>What its actions are told of it.</summary>
    public ActionContext Context => new(State.Id, Service, State.SuspectSince)
    {
        IsRequested = State.RequestedBy is not null && State.FirstBadSignal is null,
        Keys = State.Keys,
    };
}
