using BackoutBot.Core.Backouts;
using BackoutBot.Core.Services;

namespace BackoutBot.Runtime.Backouts;

/// <summary>What a run of a piece of work may know.</summary>
/// <param name="State">The backout's state when the run began.</param>
/// <param name="Service">The service.</param>
/// <param name="Failures">How many runs in a row have failed so far.</param>
/// <param name="MayHaveActed">For a step's start: whether an earlier call may have had its effect already.</param>
/// <param name="TraceParent">The trace that it belongs to.</param>
internal sealed record WorkBrief(BackoutState State, ServiceDefinition Service, int Failures, bool MayHaveActed, string? TraceParent);
