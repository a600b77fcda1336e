using System.Text.Json;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Runbooks;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Services;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>
/// Stops the deployment in flight and lets CodeDeploy roll back to the last successful one. Stopping again what stops already changes
/// nothing (StopDeployment, CodeDeploy API reference), so a lost answer does no harm.
/// </summary>
internal sealed class CodeDeployStopAction(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time)
    : CodeDeployAction(ActionName, catalogue, clients, time)
{
    /// <summary>The name by which plan files and plans refer to it.</summary>
    public const string ActionName = "codedeploy-stop";

    // CodeDeploy makes the roll-back deployment within seconds of the stop.
    private static readonly TimeSpan RollbackAppears = TimeSpan.FromMinutes(5);

    private readonly AskedRecently asked = new(time);

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
        if (deployment.IsRollback())
        {
            return new PlanningOutcome.NotNeeded($"Deployment {deployment.DeploymentId} in flight already goes back to {brings?.Version}.");
        }

        if (state.LastSuccessful is not { } success)
        {
            return new PlanningOutcome.Impossible($"No deployment to {target.DeploymentGroup} ever succeeded, so CodeDeploy has nothing to roll back to.", "Stop the deployment by hand, and deploy a version that is known to work.");
        }

        var goesTo = DeployedRevision.From(success.Revision);
        var overview = deployment.DeploymentOverview;
        return new PlanningOutcome.Planned(new PlanStep(
            definition.Id,
            Name,
            definition.After,
            $"Stop deployment {deployment.DeploymentId} of {brings?.Version} to {target.DeploymentGroup}, with roll-back",
            $"{brings?.Version} going out: {overview?.Succeeded ?? 0} instances done, {(overview?.Pending ?? 0) + (overview?.InProgress ?? 0)} to go",
            $"{goesTo?.Version} on all instances",
            Estimate(state),
            Reversibility.Compensable,
            "What the new version's scripts did outside their files is not undone.",
            DataLossWindow: null,
            ApprovalsNeeded: 1,
            JsonSerializer.SerializeToElement(new StopInput(deployment.DeploymentId, target.Application, target.DeploymentGroup, brings, goesTo), CodeDeployJson.Default.StopInput))
        {
            Basis = [ReleaseBasis.Latest(target, state), ReleaseBasis.InFlight(deployment)],
        });
    }

    protected override async Task<IReadOnlyList<BasisFact>> ReadBasisAsync(ActionContext context, PlanStep step, AwsLook look)
    {
        var input = Input(step, CodeDeployJson.Default.StopInput);
        return CodeDeployTarget.Find(look.Service, input.Application, input.DeploymentGroup) is { } target && step.Basis is [var latest, ..]
            ? [await look.LatestAsync(target, latest), await look.In(target.Account).InFlightAsync(input.DeploymentId)]
            : step.Basis ?? [];
    }

    protected override StepRunbook Runbook(ActionContext context, PlanStep step, AwsService resources)
    {
        var input = Input(step, CodeDeployJson.Default.StopInput);
        var account = AccountOf(resources, input.Application, input.DeploymentGroup);
        return new StepRunbook(
            [ConsoleLinks.Deployment(account, input.DeploymentId), ConsoleLinks.DeploymentGroup(account, input.Application, input.DeploymentGroup)],
            [
                new RunbookLine(
                    $"In account {account.Id}: is {input.DeploymentId} still in flight (Created, Queued or InProgress)? Otherwise leave it",
                    AwsCommandLine.Call(account, "deploy get-deployment", ("deployment-id", input.DeploymentId), ("query", "deploymentInfo.status"), ("output", "text")),
                    Changes: false),
                new RunbookLine(
                    $"In account {account.Id}: stop it, and let CodeDeploy roll back to {input.Target?.Version ?? "what was deployed before"}",
                    AwsCommandLine.Call(account, "deploy stop-deployment", ("deployment-id", input.DeploymentId), ("auto-rollback-enabled", null)),
                    Changes: true),
                new RunbookLine(
                    $"In account {account.Id}: see that it is Stopped, and by which deployment it is rolled back; wait until that one is Succeeded",
                    AwsCommandLine.Call(account, "deploy get-deployment", ("deployment-id", input.DeploymentId), ("query", "deploymentInfo.[status,rollbackInfo.rollbackDeploymentId]"), ("output", "text")),
                    Changes: false),
            ]);
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
        if (Ended(await look.DeploymentAsync(id)) is { } ended)
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
                (aws, cancel) => aws.CodeDeploy.StopDeploymentAsync(new StopDeploymentRequest { DeploymentId = id, AutoRollbackEnabled = true }, cancel));
            return Stopped(id, $"Asked CodeDeploy to stop {id} and to roll back ({answer.Status?.Value}).");
        }
        catch (AwsCallException e) when (e.InnerException is DeploymentAlreadyCompletedException)
        {
            return Ended(await look.DeploymentAsync(id)) ?? new StartOutcome.NotYet($"Deployment {id} is about to end.");
        }
        catch (AwsCallException e) when (e.Failure.Kind == AwsFailureKind.Unanswered)
        {
            return await AfterLostAnswerAsync(
                e.Failure,
                $"Look in CodeDeploy whether {id} is stopped.",
                async () => Ended(await look.DeploymentAsync(id)) ?? new StartOutcome.NotYet(e.Failure.Reason));
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
        if (stopped.RollbackInfo?.RollbackDeploymentId is { Length: > 0 } rollback)
        {
            return DeploymentOutcomes.Observe(await look.DeploymentAsync(rollback), look.Evidence);
        }

        if (stopped.IsInFlight())
        {
            return new Observation.Running(0, $"CodeDeploy stops {found.Stopped}.");
        }

        if (stopped.Status == DeploymentStatus.Succeeded)
        {
            return new Observation.Failed($"Deployment {found.Stopped} succeeded before it could be stopped.", "Plan again: codedeploy-redeploy takes it back.");
        }

        return Now - stopped.CompleteTime.ToInstant() < RollbackAppears
            ? new Observation.Running(0, $"{found.Stopped} is {stopped.Status?.Value}; its roll-back begins.")
            : new Observation.Failed(
                $"{found.Stopped} is {stopped.Status?.Value}, and CodeDeploy made no deployment to roll it back. {stopped.RollbackInfo?.RollbackMessage}".TrimEnd(),
                "Plan again: codedeploy-redeploy brings the last good version.");
    }

    protected override Task<StartOutcome> CompensateAsync(ActScope scope, string handle)
    {
        var input = Input(scope.Execution, CodeDeployJson.Default.StopInput);
        return input.Stops is { } revision
            ? TryFind(scope, input.Application, input.DeploymentGroup, out var target, out var missing)
                ? DeployAsync(scope, target, revision, configuration: null)
                : Task.FromResult(missing)
            : Task.FromResult<StartOutcome>(new StartOutcome.Failed($"The revision of {input.DeploymentId} is neither in S3 nor on GitHub.", "Deploy it again by hand."));
    }

    private static StartOutcome Stopped(string id, string note) =>
        Started(new DeploymentHandle(id, null), CodeDeployJson.Default.DeploymentHandle, note);

    // Null while it still runs.
    private static StartOutcome? Ended(DeploymentInfo deployment)
    {
        var id = deployment.DeploymentId;
        if (deployment.IsInFlight())
        {
            return null;
        }

        var rollback = deployment.RollbackInfo?.RollbackDeploymentId;
        return deployment.Status == DeploymentStatus.Stopped || !string.IsNullOrEmpty(rollback)
            ? Stopped(id, $"Deployment {id} is {deployment.Status?.Value} already{(string.IsNullOrEmpty(rollback) ? "" : $", and {rollback} rolls it back")}.")
            : new StartOutcome.Failed($"Deployment {id} is {deployment.Status?.Value}: it ended before it could be stopped.", "Plan again: codedeploy-redeploy brings the last good version.");
    }
}
