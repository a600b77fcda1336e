using System.Text.Json;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Plan;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Services;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>
/// Stops the deployment in flight. CodeDeploy rolls back to the last successful one where that is what is to run; where it is not, it rolls
/// nothing back, and the redeployment of the same plan brings what is to run at once. Stopping again what stops already changes
/// nothing (StopDeployment, CodeDeploy API reference), so a lost answer does no harm.
/// </summary>
internal sealed class CodeDeployStopAction(IAwsResourceCatalogue catalogue, AwsClients clients, IInstallation installation, TimeProvider time)
    : CodeDeployAction(ActionName, catalogue, clients, time), IDeploymentStopper, IUndoable
{
    /// <summary>The name by which plan files and plans refer to it.</summary>
    public const string ActionName = "codedeploy-stop";

    // Instances at work on the deployment finish the lifecycle event that they are in.
    private static readonly TimeSpan Stops = TimeSpan.FromMinutes(1);

    // CodeDeploy makes the roll-back deployment within seconds of the stop.
    private static readonly TimeSpan RollbackAppears = TimeSpan.FromMinutes(2);

    // Where CodeDeploy made a roll-back, doing the step again looks at the same one.
    private const string PlanAgain = "Plan again: codedeploy-redeploy brings the last good version.";

    private const string StopNow = "stop-now";

    private readonly AskedRecently asked = new(time);

    /// <inheritdoc />
    public async Task<StopReading> ReadAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var now = Now;
        if (LookFor(context, cancellationToken) is not { } look || look.Service.Of<CodeDeployTarget>().ToArray() is not { Length: > 0 } groups)
        {
            return new StopReading(now, [], [$"The plan file of {context.Service.Id} names no deployment group."], []);
        }

        return StopReading.Of(now, await Task.WhenAll(groups.Select(group => ReadAsync(context, group, groups.Length == 1 ? StopNow : $"{StopNow}-{StepName.Of(group.Id)}", look))));
    }

    private async Task<StopReading> ReadAsync(ActionContext context, CodeDeployTarget target, string step, AwsLook look)
    {
        var now = Now;
        try
        {
            if (await look.DeploymentInFlightAsync(target) is not { } deployment)
            {
                return new StopReading(now, [], [$"No deployment to {target.DeploymentGroup} is in flight."], []);
            }

            var brings = DeployedRevision.From(deployment.Revision);
            DeployedRevision? back = null;
            if (MustRollBack(deployment))
            {
                var group = await look.DeploymentGroupAsync(target);
                if (group.LastSuccessfulDeployment?.DeploymentId is not { Length: > 0 } last)
                {
                    return new StopReading(now, [], [], [NothingToRollBackTo(target).Reason, NothingToRollBackTo(target).Fix]);
                }

                back = DeployedRevision.From((await look.In(target.Account).DeploymentAsync(last)).Revision);
            }

            var planned = StopOnly(new StepId(step), target, deployment, new StopInput(deployment.DeploymentId, target.Application, target.DeploymentGroup, brings, back) { WithoutRollback = MustRollBack(deployment) ? null : true });
            return new StopReading(now, [planned with { Runbook = Runbook(context, planned), Deadline = PaceOf(planned).Deadline, Writes = WritesOf(planned, context.Service) }], [], []);
        }
        catch (AwsCallException e)
        {
            return new StopReading(now, [], [], [e.Failure.Reason, e.Failure.Fix]);
        }
    }

    /// <summary>Who began it, where that is no release; a clause.</summary>
    private string Origin(DeploymentInfo deployment) => DeploymentDescription.KeyIn(deployment.Description) switch
    {
        { } key when key.IsOf(installation.Id) => ", which this bot began,",
        { } => ", which another installation of this bot began, or an earlier version of it,",
        _ => deployment.IsRollback() ? ", which is a roll-back," : "",
    };

    private PlanStep StopOnly(StepId id, CodeDeployTarget target, DeploymentInfo deployment, StopInput input)
    {
        var brings = input.Stops?.Version ?? "an unknown version";
        return new PlanStep(
            id,
            Name,
            [],
            $"Stop deployment {input.DeploymentId} of {brings} to {target.DeploymentGroup}{Origin(deployment)} now{(input.WithoutRollback == true ? "" : ", with roll-back")}",
            GoingOut(brings, deployment),
            input.WithoutRollback == true ? $"Instances that already have {brings} keep it" : $"The alias goes back to {input.Target?.Version ?? "what it was before"}, for it would stay half on {brings}",
            Stops,
            Reversibility.Compensable,
            Caution: null,
            DataLossWindow: null,
            ApprovalsNeeded: 1,
            JsonSerializer.SerializeToElement(input, CodeDeployJson.Default.StopInput))
        {
            Basis = [ReleaseBasis.Latest(target, new ReleaseState(deployment, null, deployment, null)), ReleaseBasis.InFlight(deployment)],
        };
    }

    private static string GoingOut(string? version, DeploymentInfo deployment)
    {
        var overview = deployment.DeploymentOverview;
        return $"{version} going out: {overview?.Succeeded ?? 0} instances done, {(overview?.Pending ?? 0) + (overview?.InProgress ?? 0)} to go";
    }

    private static PlanningOutcome.Impossible NothingToRollBackTo(CodeDeployTarget target) =>
        new($"No deployment to {target.DeploymentGroup} ever succeeded, so CodeDeploy has nothing to roll back to.", "Stop the deployment by hand, and deploy a version that is known to work.");

    protected override async Task<PlanningOutcome> PlanAsync(ActionContext context, StepDefinition definition, RestorePoint? restorePoint, AwsService resources, AwsLook look)
    {
        if (resources.For<CodeDeployTarget>(definition).FirstOrDefault() is not { } target)
        {
            return NoGroup();
        }

        var state = await look.ReleaseAsync(target, context, Now);
        if (state.InFlight is not { } deployment)
        {
            return new PlanningOutcome.NotNeeded($"No deployment to {target.DeploymentGroup} is in flight.");
        }

        var brings = DeployedRevision.From(deployment.Revision);
        var release = CapturedRelease.Of(restorePoint, target) ?? state.LastGood;
        var to = release?.Revision;
        if (deployment.IsRollback() && (to is null || to.IsSameAs(brings)))
        {
            return new PlanningOutcome.NotNeeded($"Deployment {deployment.DeploymentId} in flight already goes back to {brings?.Version}.");
        }

        // Somebody is on the way back already, whatever ran well last.
        if (to is not null && to.IsSameAs(brings))
        {
            return new PlanningOutcome.NotNeeded($"Deployment {deployment.DeploymentId} in flight brings {to.Version} already.");
        }

        var back = DeployedRevision.From(state.LastSuccessful?.Revision);
        if (MustRollBack(deployment) || (to is not null && to.IsSameAs(back)))
        {
            return state.LastSuccessful is null
                ? NothingToRollBackTo(target)
                : await PlannedAsync(context, definition, target, state, new StopInput(deployment.DeploymentId, target.Application, target.DeploymentGroup, brings, back), back == to ? release?.DeployedAt : null, look);
        }

        if (to is null)
        {
            return new PlanningOutcome.Impossible($"It is not known which version of {target.Application} was good, and CodeDeploy would roll {target.DeploymentGroup} back to {back?.Version ?? "nothing"}.", "Stop the deployment by hand, and deploy a version that is known to work.");
        }

        return context.Service.Steps.Any(step => step.Action == CodeDeployRedeployAction.ActionName && step.WorksOn(target.Id))
            ? await PlannedAsync(context, definition, target, state, new StopInput(deployment.DeploymentId, target.Application, target.DeploymentGroup, brings, to) { WithoutRollback = true }, release?.DeployedAt, look)
            : new PlanningOutcome.Impossible(
                $"CodeDeploy would roll {target.DeploymentGroup} back to {back?.Version ?? "nothing"} and not to {to.Version}, and no step deploys that.",
                $"Add a step with the action {CodeDeployRedeployAction.ActionName} to the plan file, after this one.");
    }

    /// <summary>
    /// Whether a deployment can only be stopped with roll-back: of a Lambda function's alias the weights would stay where they are, half on the new
    /// version, and no other deployment is made over them.
    /// </summary>
    internal static bool MustRollBack(DeploymentInfo deployment) => deployment.ComputePlatform == ComputePlatform.Lambda;

    /// <summary>Stopping leads to what is to run only where that can be deployed, by CodeDeploy itself or by the later step, which says so itself where it is not known.</summary>
    private async Task<PlanningOutcome> PlannedAsync(ActionContext context, StepDefinition definition, CodeDeployTarget target, ReleaseState state, StopInput input, DateTimeOffset? deployedAt, AwsLook look)
    {
        var step = StepTo(definition, target, state, input);
        return input.Target is null ? new PlanningOutcome.Planned(step) : await IfUsableAsync(look, target, input.Target, deployedAt, step) switch
        {
            PlanningOutcome.Impossible impossible => impossible with { Fix = $"{impossible.Fix} To stop what goes out and do nothing else: stop {context.Service.Id}" },
            _ when input.WithoutRollback == true => new PlanningOutcome.Planned(step),
            var planned => planned,
        };
    }

    private PlanStep StepTo(StepDefinition definition, CodeDeployTarget target, ReleaseState state, StopInput input)
    {
        var leaves = input.WithoutRollback == true;
        return new PlanStep(
            definition.Id,
            Name,
            definition.After,
            $"Stop deployment {input.DeploymentId} of {input.Stops?.Version} to {target.DeploymentGroup}, {(leaves ? "without" : "with")} roll-back",
            GoingOut(input.Stops?.Version, state.InFlight!),
            leaves ? $"Nothing going out, until {input.Target?.Version} is deployed" : $"{input.Target?.Version} on all instances",
            leaves ? Stops : Estimate(state),
            Reversibility.Compensable,
            "What the new version's scripts did outside their files is not undone.",
            DataLossWindow: null,
            ApprovalsNeeded: 1,
            JsonSerializer.SerializeToElement(input, CodeDeployJson.Default.StopInput))
        {
            Basis = [ReleaseBasis.Latest(target, state), ReleaseBasis.InFlight(state.InFlight!)],
        };
    }

    protected override async Task<IReadOnlyList<BasisFact>> ReadBasisAsync(ActionContext context, PlanStep step, AwsLook look)
    {
        var input = Input(step, CodeDeployJson.Default.StopInput);
        return CodeDeployTarget.Find(look.Service, input.Application, input.DeploymentGroup) is { } target && step.Basis is [var latest, ..]
            ? [await look.LatestAsync(target, latest), await look.In(target.Account).InFlightAsync(input.DeploymentId)]
            : step.Basis ?? [];
    }

    /// <remarks>A deployment that ended by itself is no more in flight, and was not stopped for all that.</remarks>
    protected override async Task<StepVerification> VerifyAsync(ActionContext context, PlanStep step, AwsLook look)
    {
        var input = Input(step, CodeDeployJson.Default.StopInput);
        var deployment = await look.InGroup(input.Application, input.DeploymentGroup).DeploymentAsync(input.DeploymentId);
        return await base.VerifyAsync(context, step, look) with
        {
            CameToNothing = deployment.IsInFlight() || deployment.Status == DeploymentStatus.Stopped || deployment.RollbackInfo?.RollbackDeploymentId is { Length: > 0 }
                ? null
                : $"Deployment {input.DeploymentId} is {deployment.Status?.Value}: it ended before it could be stopped.",
        };
    }

    protected override async Task<string?> AmissAsync(ActionContext context, PlanStep step, AwsLook look)
    {
        var input = Input(step, CodeDeployJson.Default.StopInput);
        return input is { WithoutRollback: not true, Target: { } target }
            ? await NotRunningAsync(context, input.Application, input.DeploymentGroup, target, look)
            : (await look.InGroup(input.Application, input.DeploymentGroup).DeploymentAsync(input.DeploymentId)).IsInFlight() ? $"Deployment {input.DeploymentId} goes out." : null;
    }

    protected override IEnumerable<string> Writes(PlanStep step, AwsService resources)
    {
        var input = Input(step, CodeDeployJson.Default.StopInput);
        return [Group(AccountOf(resources, input.Application, input.DeploymentGroup), input.Application, input.DeploymentGroup)];
    }

    protected override StepRunbook Runbook(ActionContext context, PlanStep step, AwsService resources)
    {
        var input = Input(step, CodeDeployJson.Default.StopInput);
        return StopRunbook.Of(input, AccountOf(resources, input.Application, input.DeploymentGroup));
    }

    protected override async Task<StartOutcome> StartAsync(ActScope scope)
    {
        var input = Input(scope.Execution, CodeDeployJson.Default.StopInput);
        var id = input.DeploymentId;
        if (!TryFind(scope, input.Application, input.DeploymentGroup, out var target, out var missing))
        {
            return missing;
        }

        var look = scope.Look.In(target.Account);
        if (Ended(await look.DeploymentAsync(id), input) is { } ended)
        {
            return ended;
        }

        if (asked.MustWait(scope.Execution.Key, scope.Execution.MayHaveActed))
        {
            return new StartOutcome.NotYet($"Deployment {id} may have been asked to stop a moment ago; it still runs.");
        }

        asked.Note(scope.Execution.Key);
        try
        {
            var answer = await scope.ChangeAsync(
                target.Account,
                "codedeploy:StopDeployment",
                $"deployment {id}",
                (aws, cancel) => aws.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = id, AutoRollbackEnabled = input.WithoutRollback != true }, cancel));
            return Stopped(id, $"Asked CodeDeploy to stop {id} and to roll {(input.WithoutRollback == true ? "nothing " : "")}back ({answer.Status?.Value}).");
        }
        catch (AwsCallException e) when (e.InnerException is DeploymentAlreadyCompletedException)
        {
            return Ended(await look.DeploymentAsync(id), input) ?? new StartOutcome.NotYet($"Deployment {id} is about to end.");
        }
        catch (AwsCallException e) when (e.Failure.Kind == AwsFailureKind.Unanswered)
        {
            return await AfterLostAnswerAsync(
                e.Failure,
                $"Look in CodeDeploy whether {id} is stopped.",
                async () => Ended(await look.DeploymentAsync(id), input) ?? new StartOutcome.NotYet(e.Failure.Reason));
        }
        catch (AwsCallException e)
        {
            return NothingChanged(e.Failure);
        }
    }

    protected override async Task<Observation> ObserveAsync(StepExecution execution, string handle, AwsLook look)
    {
        var found = Handle(handle, CodeDeployJson.Default.DeploymentHandle);
        var input = Input(execution, CodeDeployJson.Default.StopInput);
        look = look.InGroup(input.Application, input.DeploymentGroup);
        if (found.Deployment is { } made)
        {
            return DeploymentOutcomes.Observe(await look.DeploymentAsync(made), look.Evidence);
        }

        var stopped = await look.DeploymentAsync(found.Stopped!);
        if (input.WithoutRollback == true)
        {
            return stopped.IsInFlight()
                ? new Observation.Running(0, $"CodeDeploy stops {found.Stopped}.")
                : new Observation.Succeeded(
                    stopped.Status == DeploymentStatus.Stopped
                        ? $"Deployment {found.Stopped} is Stopped: it brings {input.Stops?.Version} to no more instances.{Reached(stopped)}"
                        : $"Deployment {found.Stopped} is {stopped.Status?.Value}: it ended before it could be stopped.{Reached(stopped)}",
                    look.Evidence)
                {
                    Stopped = AttemptStopped(stopped),
                };
        }

        if (stopped.RollbackInfo?.RollbackDeploymentId is { Length: > 0 } rollback)
        {
            return DeploymentOutcomes.Observe(await look.DeploymentAsync(rollback), look.Evidence) switch
            {
                Observation.Failed failed => failed with { Fix = PlanAgain },
                Observation.Succeeded back => back with { Stopped = AttemptStopped(stopped) },
                var seen => seen,
            };
        }

        if (stopped.IsInFlight())
        {
            return new Observation.Running(0, $"CodeDeploy stops {found.Stopped}.");
        }

        if (CodeDeployTarget.Find(look.Service, input.Application, input.DeploymentGroup) is { } target
            && (await look.DeploymentGroupAsync(target)).LastAttemptedDeployment?.DeploymentId is { Length: > 0 } last && last != found.Stopped
            && await look.DeploymentAsync(last) is var since && !since.IsRollback() && !since.IsScaleOut())
        {
            return new Observation.Failed(
                $"{found.Stopped} is {stopped.Status?.Value}, and somebody deployed {DeployedRevision.From(since.Revision)?.Version ?? "a revision that can't be named"} by {last} since ({since.Status?.Value}): CodeDeploy rolls nothing back.",
                "Find out who deployed it, and why; then plan again: the plan goes back from it.");
        }

        if (stopped.Status == DeploymentStatus.Succeeded)
        {
            return new Observation.Failed($"Deployment {found.Stopped} succeeded before it could be stopped.", "Plan again: codedeploy-redeploy takes it back.");
        }

        return Now - stopped.CompleteTime.ToInstant() < RollbackAppears
            ? new Observation.Running(0, $"{found.Stopped} is {stopped.Status?.Value}; no roll-back of it is seen yet, and CodeDeploy may take a while to begin one.")
            : new Observation.Failed(
                $"{found.Stopped} is {stopped.Status?.Value}, and CodeDeploy made no deployment to roll it back. {stopped.RollbackInfo?.RollbackMessage}".TrimEnd(),
                PlanAgain);
    }

    /// <summary>The attempt of ours that was stopped by it; null where somebody else had deployed, or the deployment failed by itself.</summary>
    private static IdempotencyKey? AttemptStopped(DeploymentInfo ended) => ended.Status == DeploymentStatus.Stopped ? DeploymentDescription.KeyIn(ended.Description) : null;

    /// <summary>How many instances have the version, where CodeDeploy says so.</summary>
    private static string Reached(DeploymentInfo ended) => DeploymentOutcomes.Reached(ended) is { } reached
        ? $" {reached} have it{(ended.DeploymentOverview.Failed > 0 ? $", on {ended.DeploymentOverview.Failed} it failed" : "")}."
        : "";

    /// <inheritdoc />
    public Task<PlanningOutcome> PlanUndoAsync(ActionContext context, PlanStep done, CancellationToken cancellationToken)
    {
        var input = Input(done, CodeDeployJson.Default.StopInput);
        return PlannedAsync(
            context,
            async (resources, look) =>
            {
                if (context.Undone.FirstOrDefault(other => other.Action == CodeDeployRedeployAction.ActionName && Input(other, CodeDeployJson.Default.RedeployInput).IsOf(input)) is { } other)
                {
                    var found = Input(other, CodeDeployJson.Default.RedeployInput).Before;
                    return new PlanningOutcome.NotNeeded(found is null || input.Stops?.IsSameAs(found) == true
                        ? $"What it stopped is deployed again by {other.Id}."
                        : $"What ran when {other.Id} began, {found.Version}, is put back by that; {input.Stops?.Version ?? "what this one stopped"} is not deployed again.");
                }

                if (input.Stops is not { } stopped)
                {
                    return new PlanningOutcome.Impossible($"The revision of {input.DeploymentId} is neither in S3 nor on GitHub.", "Deploy it again by hand.");
                }

                var outcome = await DeployAgainAsync(
                    context,
                    done,
                    input.Application,
                    input.DeploymentGroup,
                    stopped,
                    configuration: null,
                    state => state.LastAttempted is null || state.LastAttempted.DeploymentId == input.DeploymentId || state.LastAttempted.RollbackInfo?.RollbackTriggeringDeploymentId == input.DeploymentId,
                    resources,
                    look);

                // What the step found was half of it; there is no deploying a half.
                return outcome is PlanningOutcome.Planned planned
                    ? planned with { Step = planned.Step with { Caution = $"It brings {stopped.Version} to all instances. Deployment {input.DeploymentId} was stopped before it had ({done.Before}), and nobody has seen it end well there. {planned.Step.Caution}" } }
                    : outcome;
            },
            cancellationToken);
    }

    private static StartOutcome Stopped(string id, string note) =>
        Started(new DeploymentHandle(id, null), CodeDeployJson.Default.DeploymentHandle, note);

    // Null while it still runs.
    private static StartOutcome? Ended(DeploymentInfo deployment, StopInput input)
    {
        var id = deployment.DeploymentId;
        if (deployment.IsInFlight())
        {
            return null;
        }

        var rollback = deployment.RollbackInfo?.RollbackDeploymentId;
        return input.WithoutRollback == true || deployment.Status == DeploymentStatus.Stopped || !string.IsNullOrEmpty(rollback)
            ? Stopped(id, $"Deployment {id} is {deployment.Status?.Value} already{(string.IsNullOrEmpty(rollback) ? "" : $", and {rollback} rolls it back")}.")
            : new StartOutcome.Failed($"Deployment {id} is {deployment.Status?.Value}: it ended before it could be stopped.", PlanAgain);
    }
}
