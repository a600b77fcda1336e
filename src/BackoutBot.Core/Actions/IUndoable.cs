using BackoutBot.Core.Plans;

namespace BackoutBot.Core.Actions;

/// <summary>
/// Knows, beside doing a step, what puts back what the step found. A step that is meant to be taken away again within its plan, as a maintenance
/// page is, needs no such thing: another step of the plan closes it.
/// </summary>
public interface IUndoable : IRollbackAction
{
    /// <summary>
    /// Works out the step that puts back what one that ended well had found, or why there is none. Reads only. What somebody else changed since
    /// is never overwritten: then it is impossible, and says who would have to do what.
    /// </summary>
    /// <param name="context">For which backout it is planned; not always the one that did the step.</param>
    /// <param name="done">The step, as it was planned by this action and approved.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<PlanningOutcome> PlanUndoAsync(ActionContext context, PlanStep done, CancellationToken cancellationToken);
}
