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

/// <summary>Deploys the last good revision again.</summary>
internal sealed class CodeDeployRedeployAction(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time)
    : CodeDeployAction(ActionName, catalogue, clients, time), IUndoable
{
    /// <summary>The name by which plan files and plans refer to it.</summary>
    public const string ActionName = "codedeploy-redeploy";

    /// <summary>Under <c>with</c>: the deployment configuration to use instead of the captured one.</summary>
    public const string ConfigurationParameter = "configuration";

    protected override async Task<PlanningOutcome> PlanAsync(ActionContext context, StepDefinition definition, RestorePoint? restorePoint, AwsService resources, AwsLook look)
    {
        if (resources.For<CodeDeployTarget>(definition).FirstOrDefault() is not { } target)
        {
            return NoGroup();
        }

        var state = await look.ReleaseAsync(target, context, Now);
        if (state.OtherPlatform is { } platform)
        {
            return OtherPlatform(target, platform);
        }

        if ((CapturedRelease.Of(restorePoint, target) ?? state.LastGood) is not { } release)
        {
            return new PlanningOutcome.Impossible($"Neither a restore point nor CodeDeploy's own history names a good version of {target.Application} in {target.DeploymentGroup}.", "Deploy by hand a version that is known to work.");
        }

        var running = DeployedRevision.From(state.LastSuccessful?.Revision);
        if (state.InFlight is { } deployment)
        {
            // While a deployment is in flight none can be made; what is in flight, or stopping it, may bring the right release by itself.
            if (release.Revision.IsSameAs(DeployedRevision.From(deployment.Revision)))
            {
                return new PlanningOutcome.NotNeeded($"Deployment {deployment.DeploymentId} in flight brings {release.Revision.Version} already.");
            }

            if (release.Revision.IsSameAs(running) && context.Service.Steps.Any(step => step.Action == CodeDeployStopAction.ActionName && step.WorksOn(target.Id)))
            {
                // CodeDeploy fetches the same bundle.
                return await look.BundleAsync(target, release.Revision, release.DeployedAt) is Usability.Unusable unusable
                    ? CannotDeploy(release.Revision, unusable)
                    : new PlanningOutcome.NotNeeded($"Deployment {deployment.DeploymentId} is in flight: stopping it lets CodeDeploy roll back to {release.Revision.Version}.");
            }
        }

        var step = Redeployment(definition.Id, definition.After, target, state, release.Revision, definition.With.GetValueOrDefault(ConfigurationParameter) ?? release.DeploymentConfig);
        if (state.InFlight is null && release.Revision.IsSameAs(running) && state.LastEffective?.DeploymentId == state.LastSuccessful?.DeploymentId)
        {
            return new PlanningOutcome.NotNeeded($"{target.DeploymentGroup} runs {release.Revision.Version} already.{(state.EndedInVain is { } inVain ? $" {DeploymentOutcomes.NoneInWords(inVain)}" : "")}") { Keeps = step };
        }

        return await IfUsableAsync(look, target, release.Revision, release.DeployedAt, step);
    }

    /// <inheritdoc />
    public Task<PlanningOutcome> PlanUndoAsync(ActionContext context, PlanStep done, CancellationToken cancellationToken)
    {
        var input = Input(done, CodeDeployJson.Default.RedeployInput);
        return PlannedAsync(
            context,
            async (resources, look) =>
            {
                if (input.Before is not { } before)
                {
                    return new PlanningOutcome.Impossible($"It is not known which version of {input.Application} ran in {input.DeploymentGroup} before.", "Deploy by hand the version that you want.");
                }

                var outcome = await DeployAgainAsync(
                    context,
                    done,
                    input.Application,
                    input.DeploymentGroup,
                    before,
                    input.DeploymentConfig,
                    state => input.Target.IsSameAs(DeployedRevision.From(state.LastSuccessful?.Revision)),
                    resources,
                    look);
                return outcome is PlanningOutcome.Planned planned && await FoundInPartAsync(input, before, done, look) is { } found
                    ? planned with { Step = planned.Step with { Caution = $"It brings {before.Version} to all instances. {found} {planned.Step.Caution}" } }
                    : outcome;
            },
            cancellationToken);
    }

    /// <summary>What the step had found of a deployment that did not end well: there is no deploying that part of it again. Null where it had ended well.</summary>
    private static async Task<string?> FoundInPartAsync(RedeployInput input, DeployedRevision found, PlanStep done, AwsLook look)
    {
        if (input.LastDeployment is not { } id)
        {
            return null;
        }

        try
        {
            var deployment = await look.InGroup(input.Application, input.DeploymentGroup).DeploymentAsync(id);
            return deployment.Status == DeploymentStatus.Succeeded || !found.IsSameAs(DeployedRevision.From(deployment.Revision))
                ? null
                : $"What {done.Id} had found was less: deployment {id} is {deployment.Status?.Value}{(DeploymentOutcomes.Reached(deployment) is { } reached ? $", on {reached}" : "")}, and nobody has seen it end well there.";
        }
        catch (AwsCallException e)
        {
            return $"What {done.Id} had found may have been less: {done.Before}. {e.Failure.Reason}";
        }
    }

    protected override async Task<IReadOnlyList<BasisFact>> ReadBasisAsync(ActionContext context, PlanStep step, AwsLook look)
    {
        var input = Input(step, CodeDeployJson.Default.RedeployInput);
        return CodeDeployTarget.Find(look.Service, input.Application, input.DeploymentGroup) is { } target && step.Basis is [var latest, ..]
            ? [await look.LatestAsync(target, latest), .. step.Basis is [_, { } bundle] ? [await look.BundleFactAsync(target, input.Target, bundle)] : Array.Empty<BasisFact>()]
            : step.Basis ?? [];
    }

    protected override Task<string?> AmissAsync(ActionContext context, PlanStep step, AwsLook look)
    {
        var input = Input(step, CodeDeployJson.Default.RedeployInput);
        return NotRunningAsync(context, input.Application, input.DeploymentGroup, input.Target, look);
    }

    protected override IEnumerable<string> Writes(PlanStep step, AwsService resources)
    {
        var input = Input(step, CodeDeployJson.Default.RedeployInput);
        return [Group(AccountOf(resources, input.Application, input.DeploymentGroup), input.Application, input.DeploymentGroup)];
    }

    protected override StepRunbook Runbook(ActionContext context, PlanStep step, AwsService resources)
    {
        var input = Input(step, CodeDeployJson.Default.RedeployInput);
        var account = AccountOf(resources, input.Application, input.DeploymentGroup);
        (string, string?) application = ("application-name", input.Application);
        (string, string?)[] deployment =
        [
            application,
            ("deployment-group-name", input.DeploymentGroup),
            ("revision", AwsCommandLine.Structure(input.Target.ToStructure())),
            .. input.DeploymentConfig is { } configuration ? [("deployment-config-name", configuration)] : Array.Empty<(string, string?)>(),
            .. input.IgnoresAlarms == true ? [("override-alarm-configuration", "enabled=false")] : Array.Empty<(string, string?)>(),
            ("description", $"by hand for {context.Backout}"),
            ("query", "deploymentId"),
            ("output", "text"),
        ];
        return new StepRunbook(
            [ConsoleLinks.DeploymentGroup(account, input.Application, input.DeploymentGroup)],
            [
                new RunbookLine(
                    $"In account {account.Id}: what was deployed last? If it is not {input.LastDeployment ?? "none"} any more, or it is in flight, look at that first",
                    AwsCommandLine.Call(account, "deploy get-deployment-group", application, ("deployment-group-name", input.DeploymentGroup), ("query", "deploymentGroupInfo.lastAttemptedDeployment.[deploymentId,status]"), ("output", "text")),
                    Changes: false),
                new RunbookLine(
                    $"In account {account.Id}: deploy {input.Target.Version} in place of {input.Before?.Version ?? "what runs"}; it prints the deployment's id",
                    $"id=$({AwsCommandLine.Call(account, "deploy create-deployment", deployment)}) && echo \"$id\"",
                    Changes: true),
                new RunbookLine(
                    $"In account {account.Id}: see how far it is; wait until it is Succeeded",
                    $"{AwsCommandLine.Call(account, "deploy get-deployment", ("query", "deploymentInfo.status"), ("output", "text"))} --deployment-id \"$id\"",
                    Changes: false),
            ]);
    }

    protected override async Task<StartOutcome> StartAsync(ActScope scope)
    {
        var input = Input(scope.Execution, CodeDeployJson.Default.RedeployInput);
        if (!TryFind(scope, input.Application, input.DeploymentGroup, out var target, out var missing))
        {
            return missing;
        }

        var group = await scope.Look.DeploymentGroupAsync(target);
        if (group.LastAttemptedDeployment?.DeploymentId is { } lastId)
        {
            var last = await scope.Look.In(target.Account).DeploymentAsync(lastId);
            if (last.Description == DeploymentDescription.Of(scope.Execution.Key))
            {
                return Adopt(last);
            }

            if (Prevents(last, input) is { } outcome)
            {
                return outcome;
            }
        }

        return await DeployAsync(scope, target, input);
    }

    protected override async Task<Observation> ObserveAsync(StepExecution execution, string handle, AwsLook look)
    {
        var input = Input(execution, CodeDeployJson.Default.RedeployInput);
        return DeploymentOutcomes.Observe(await look.InGroup(input.Application, input.DeploymentGroup).DeploymentAsync(Handle(handle, CodeDeployJson.Default.DeploymentHandle).Deployment!), look.Evidence);
    }

    // What happened to the group since the plan was made. Null: nothing that stands in the way.
    private static StartOutcome? Prevents(DeploymentInfo last, RedeployInput input)
    {
        var brings = DeployedRevision.From(last.Revision);
        var isTarget = input.Target.IsSameAs(brings);
        if (last.IsInFlight())
        {
            return isTarget ? Adopt(last) : new StartOutcome.NotYet($"Deployment {last.DeploymentId} of {brings?.Version} to {input.DeploymentGroup} is in flight.");
        }

        if (isTarget && last.Status == DeploymentStatus.Succeeded)
        {
            return Adopt(last);
        }

        return last.DeploymentId == input.LastDeployment || last.IsRollback()
            ? null
            : new StartOutcome.Failed($"Deployment {last.DeploymentId} of {brings?.Version} was made since the plan was approved.", "Plan again from what is the case now.");
    }
}
