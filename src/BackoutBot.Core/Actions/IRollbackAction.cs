using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Services;

namespace BackoutBot.Core.Actions;

/// <summary>
/// Knows how to take one kind of thing back to an earlier state. None of the verbs throws for what the provider answered;
/// a lost answer is an outcome too.
/// </summary>
public interface IRollbackAction
{
    /// <summary>The name by which plan files and plans refer to it.</summary>
    string Name { get; }

    /// <summary>
    /// Whether a step of this action only makes sense around others, as a maintenance page does: a plan of nothing else takes nothing back,
    /// and is no plan.
    /// </summary>
    /// <param name="step">The step, as it was planned by this action.</param>
    bool IsSupporting(PlanStep step);

    /// <summary>The resources that a step changes, each by a name that no other has, wherever it is; fit for people.</summary>
    /// <param name="step">The step, as it was planned by this action.</param>
    /// <param name="service">The service that it is planned for.</param>
    IReadOnlyList<string> WritesOf(PlanStep step, ServiceDefinition service);

    /// <summary>How patiently the step is watched once it was begun.</summary>
    /// <param name="step">The step, as it was planned by this action.</param>
    StepPace PaceOf(PlanStep step);

    /// <summary>
    /// Reads the present state of what the service has of this kind. What did not exist is a state; what could not be read is
    /// <see cref="CapturedState.NotRead"/>, and says nothing of the rest. Reads only.
    /// </summary>
    Task<IReadOnlyList<CapturedState>> CaptureAsync(ActionContext context, CancellationToken cancellationToken);

    /// <summary>Works out the concrete step, or why there is none. Reads only.</summary>
    Task<PlanningOutcome> PlanAsync(ActionContext context, StepDefinition definition, RestorePoint? restorePoint, CancellationToken cancellationToken);

    /// <summary>Says how a person does by hand what the step does, for when the bot can't. Asks nobody: the step and the plan file say it all.</summary>
    /// <param name="context">For which backout it was planned.</param>
    /// <param name="step">The step, as it was planned by this action.</param>
    StepRunbook Runbook(ActionContext context, PlanStep step);

    /// <summary>
    /// Reads what the step's <see cref="PlanStep.Basis"/> is now. Reads only. Throws where it can't be read: what was not read has not moved.
    /// </summary>
    Task<StepBasis> ReadBasisAsync(ActionContext context, PlanStep step, CancellationToken cancellationToken);

    /// <summary>
    /// Performs an approved step. Safe to call again with the same <see cref="StepExecution.Key"/>: where
    /// <see cref="StepExecution.MayHaveActed"/> is set, it first looks for its own earlier effect and adopts it.
    /// </summary>
    Task<StartOutcome> StartAsync(StepExecution execution, CancellationToken cancellationToken);

    /// <summary>Looks how far a started step is. Reads only.</summary>
    /// <param name="execution">The step and attempt.</param>
    /// <param name="handle">What <see cref="StartAsync"/> answered.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Observation> ObserveAsync(StepExecution execution, string handle, CancellationToken cancellationToken);

    /// <summary>
    /// Reads whether what a step that ended well was to bring about is so now, whoever has changed what since. Reads only. Throws where it can't be
    /// read: what was not read is neither so nor otherwise.
    /// </summary>
    Task<StepVerification> VerifyAsync(ActionContext context, PlanStep step, CancellationToken cancellationToken);
}
