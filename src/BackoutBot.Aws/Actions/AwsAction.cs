using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Services;

namespace BackoutBot.Aws.Actions;

/// <summary>
/// What all actions on AWS have in common: which role does what, and what a failed call means. A failed look changes nothing; a failed
/// change that may have had its effect is looked after before anything else is said.
/// </summary>
internal abstract class AwsAction(string name, IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : IRollbackAction
{
    private const string AddAwsPart = "Add the aws part to the plan file, or remove the step.";

    public string Name => name;

    /// <summary>Now, UTC.</summary>
    protected DateTimeOffset Now => time.GetUtcNow();

    /// <inheritdoc />
    public virtual bool IsSupporting(PlanStep step) => false;

    /// <inheritdoc />
    public abstract StepPace PaceOf(PlanStep step);

    /// <inheritdoc />
    public IReadOnlyList<string> WritesOf(PlanStep step, ServiceDefinition service) => catalogue.All.TryGetValue(service.Id, out var resources) ? [.. Writes(step, resources)] : [];

    /// <inheritdoc />
    /// <exception cref="AwsCallException">It could not be read; its message is fit for people and for <see cref="RestorePoint.Problems"/>.</exception>
    public async Task<IReadOnlyList<CapturedState>> CaptureAsync(ActionContext context, CancellationToken cancellationToken) =>
        catalogue.All.TryGetValue(context.Service.Id, out var resources)
            ? await CaptureAsync(context, resources, Look(resources, context.Backout, cancellationToken))
            : [];

    /// <inheritdoc />
    public Task<PlanningOutcome> PlanAsync(ActionContext context, StepDefinition definition, RestorePoint? restorePoint, CancellationToken cancellationToken) =>
        PlannedAsync(context, (resources, look) => PlanAsync(context, definition, restorePoint, resources, look), cancellationToken);

    /// <summary>What planning something comes to, where AWS may not answer, or not say what is asked for.</summary>
    protected async Task<PlanningOutcome> PlannedAsync(ActionContext context, Func<AwsService, AwsLook, Task<PlanningOutcome>> plan, CancellationToken cancellationToken)
    {
        if (!catalogue.All.TryGetValue(context.Service.Id, out var resources))
        {
            return new PlanningOutcome.Impossible($"The plan file of {context.Service.Id} says nothing of AWS.", AddAwsPart);
        }

        try
        {
            return await plan(resources, Look(resources, context.Backout, cancellationToken));
        }
        catch (AwsCallException e)
        {
            return e.Failure.MayPass
                ? new PlanningOutcome.Unreadable(e.Failure.Reason, e.Failure.Fix)
                : new PlanningOutcome.Impossible(e.Failure.Reason, e.Failure.Fix);
        }
    }

    /// <inheritdoc />
    /// <exception cref="AwsCallException">It could not be read.</exception>
    public async Task<StepBasis> ReadBasisAsync(ActionContext context, PlanStep step, CancellationToken cancellationToken) =>
        new(step.Id, catalogue.All.TryGetValue(context.Service.Id, out var resources)
            ? await ReadBasisAsync(context, step, Look(resources, context.Backout, cancellationToken))
            : step.Basis ?? []);

    /// <inheritdoc />
    /// <exception cref="AwsCallException">It could not be read.</exception>
    public async Task<StepVerification> VerifyAsync(ActionContext context, PlanStep step, CancellationToken cancellationToken) =>
        catalogue.All.TryGetValue(context.Service.Id, out var resources)
            ? await VerifyAsync(context, step, Look(resources, context.Backout, cancellationToken))
            : new StepVerification(step.Id, $"The plan file of {context.Service.Id} says nothing of AWS any more. {AddAwsPart}") { IsUnread = true };

    /// <inheritdoc />
    public StepRunbook Runbook(ActionContext context, PlanStep step) =>
        catalogue.All.TryGetValue(context.Service.Id, out var resources) ? Runbook(context, step, resources) : new StepRunbook([], []);

    /// <inheritdoc />
    public Task<StartOutcome> StartAsync(StepExecution execution, CancellationToken cancellationToken) =>
        ActAsync(execution, StartAsync, cancellationToken);

    /// <inheritdoc />
    public async Task<Observation> ObserveAsync(StepExecution execution, string handle, CancellationToken cancellationToken)
    {
        if (!catalogue.All.TryGetValue(execution.Service.Id, out var resources))
        {
            return new Observation.Unseen($"The plan file of {execution.Service.Id} says nothing of AWS any more. {AddAwsPart}");
        }

        try
        {
            return await ObserveAsync(execution, handle, Look(resources, execution.Backout, cancellationToken));
        }
        catch (AwsCallException e)
        {
            return new Observation.Unseen($"{e.Failure.Reason} {e.Failure.Fix}") { MayPass = e.Failure.MayPass };
        }
    }

    protected abstract Task<IReadOnlyList<CapturedState>> CaptureAsync(ActionContext context, AwsService resources, AwsLook look);

    protected abstract Task<PlanningOutcome> PlanAsync(ActionContext context, StepDefinition definition, RestorePoint? restorePoint, AwsService resources, AwsLook look);

    /// <summary>What the step's basis is now; none where it rests on nothing.</summary>
    protected virtual Task<IReadOnlyList<BasisFact>> ReadBasisAsync(ActionContext context, PlanStep step, AwsLook look) => Task.FromResult<IReadOnlyList<BasisFact>>([]);

    /// <summary>Whether all is as the step was to leave it.</summary>
    protected virtual async Task<StepVerification> VerifyAsync(ActionContext context, PlanStep step, AwsLook look) => new(step.Id, await AmissAsync(context, step, look));

    /// <summary>What is not as the step was to leave it, for people; null where all is.</summary>
    protected abstract Task<string?> AmissAsync(ActionContext context, PlanStep step, AwsLook look);

    /// <summary>What a step of the plan file works on, and in which account: under its write role.</summary>
    public abstract IEnumerable<(string Resource, AwsAccount Account)> PlacesOf(StepDefinition definition, AwsService resources);

    /// <summary>The resources that a step changes, by ARN or by whatever else no two share.</summary>
    protected abstract IEnumerable<string> Writes(PlanStep step, AwsService resources);

    protected abstract StepRunbook Runbook(ActionContext context, PlanStep step, AwsService resources);

    protected abstract Task<StartOutcome> StartAsync(ActScope scope);

    protected abstract Task<Observation> ObserveAsync(StepExecution execution, string handle, AwsLook look);

    /// <summary>The step's own input. The journal keeps it as it was planned, so another form of it is a fault of ours.</summary>
    protected static T Input<T>(StepExecution execution, JsonTypeInfo<T> type)
        where T : class =>
        Input(execution.Step, type);

    /// <summary>The same, of a step that is not performed.</summary>
    protected static T Input<T>(PlanStep step, JsonTypeInfo<T> type)
        where T : class =>
        step.Input.Deserialize(type) ?? throw new JsonException($"Step {step.Id} has no input.");

    /// <summary>The handle that a start of this action answered.</summary>
    protected static T Handle<T>(string handle, JsonTypeInfo<T> type)
        where T : class =>
        JsonSerializer.Deserialize(handle, type) ?? throw new JsonException("The handle is empty.");

    /// <summary>A step that is started; <paramref name="handle"/> finds it again.</summary>
    protected static StartOutcome Started<T>(T handle, JsonTypeInfo<T> type, string note) =>
        new StartOutcome.Started(JsonSerializer.Serialize(handle, type), note);

    /// <summary>What a failure that changed nothing means.</summary>
    protected static StartOutcome NothingChanged(AwsFailure failure) => failure.MayPass ? new StartOutcome.NotYet(failure.Reason) : new StartOutcome.Failed(failure.Reason, failure.Fix);

    /// <summary>After a change whose answer was lost: what a look says, or that it can't be known.</summary>
    protected static async Task<StartOutcome> AfterLostAnswerAsync(AwsFailure lost, string howToTell, Func<Task<StartOutcome>> look)
    {
        try
        {
            return await look();
        }
        catch (AwsCallException e)
        {
            return new StartOutcome.Uncertain($"{lost.Reason} Nor can it be seen whether it had its effect: {e.Failure.Reason}", howToTell);
        }
    }

    /// <summary>A look at what the service has; null where its plan file says nothing of AWS.</summary>
    protected AwsLook? LookFor(ActionContext context, CancellationToken cancellationToken) =>
        catalogue.All.TryGetValue(context.Service.Id, out var resources) ? Look(resources, context.Backout, cancellationToken) : null;

    private AwsLook Look(AwsService resources, Core.Ids.BackoutId backout, CancellationToken cancellationToken) =>
        new(clients, resources, backout, time, cancellationToken);

    private async Task<StartOutcome> ActAsync(StepExecution execution, Func<ActScope, Task<StartOutcome>> act, CancellationToken cancellationToken)
    {
        if (!catalogue.All.TryGetValue(execution.Service.Id, out var resources))
        {
            return new StartOutcome.Failed($"The plan file of {execution.Service.Id} says nothing of AWS any more.", AddAwsPart);
        }

        var scope = new ActScope(execution, Look(resources, execution.Backout, cancellationToken), clients, cancellationToken);
        try
        {
            return await act(scope);
        }
        catch (AwsCallException e) when (e.Failure.MayPass)
        {
            // Changes deal with their own failures, so this was a look; the next may see.
            return new StartOutcome.NotYet(e.Failure.Reason);
        }
        catch (AwsCallException e) when (execution.MayHaveActed)
        {
            return new StartOutcome.Uncertain($"An earlier call may have had its effect, and it can't be seen whether it did: {e.Failure.Reason}", $"{e.Failure.Fix} Or look in the AWS console, or in CloudTrail for the session {clients.NameOf(execution.Backout)}.");
        }
        catch (AwsCallException e)
        {
            return new StartOutcome.Failed(e.Failure.Reason, e.Failure.Fix);
        }
    }
}
