using System.Text.Json;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>What both CodeDeploy actions share: the captured release, and making a deployment exactly once.</summary>
internal abstract class CodeDeployAction(string name, IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsAction(name, catalogue, clients, time)
{
    private const string Overwritten = "Files that the new version overwrote are overwritten again; what its scripts did elsewhere is not undone.";

    private static readonly TimeSpan DefaultDuration = TimeSpan.FromMinutes(15);

    /// <inheritdoc />
    /// <remarks>A deployment takes as long as instances need; twice as long as the last one is worth a look.</remarks>
    public override StepPace PaceOf(PlanStep step) => new((step.Estimate * 2) + TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(15));

    public override IEnumerable<(string Resource, AwsAccount Account)> PlacesOf(StepDefinition definition, AwsService resources) =>
        resources.For<CodeDeployTarget>(definition).Select(target => (target.Id, target.Account));

    protected override async Task<IReadOnlyList<CapturedState>> CaptureAsync(ActionContext context, AwsService resources, AwsLook look)
    {
        var states = new List<CapturedState>();
        foreach (var target in resources.Of<CodeDeployTarget>())
        {
            if ((await look.ReleaseAsync(target, context, Now)).LastGood is { } release)
            {
                states.Add(release.ToState(Name));
            }
        }

        return states;
    }

    /// <summary>
    /// Why the group does not run the revision as a step left it, for people; null where it does. What another step of the same backout deployed
    /// since is as it was approved.
    /// </summary>
    protected static async Task<string?> NotRunningAsync(ActionContext context, string application, string deploymentGroup, DeployedRevision revision, AwsLook look)
    {
        if (CodeDeployTarget.Find(look.Service, application, deploymentGroup) is not { } target)
        {
            return $"The plan file names the deployment group {application}/{deploymentGroup} no more. Put it back under aws.codeDeploy.";
        }

        look = look.In(target.Account);
        if (await look.DeploymentInFlightAsync(target) is { } under && !(under.IsScaleOut() && revision.IsSameAs(DeployedRevision.From(under.Revision))))
        {
            return $"Deployment {under.DeploymentId} of {DeployedRevision.From(under.Revision)?.Version ?? "a revision that can't be named"} is under way on {deploymentGroup}.";
        }

        var group = await look.DeploymentGroupAsync(target);
        var last = group.LastAttemptedDeployment?.DeploymentId is { Length: > 0 } id ? await look.DeploymentAsync(id) : null;
        if (last is not null && DeploymentOutcomes.ReachedNone(last) && group.LastSuccessfulDeployment?.DeploymentId is { Length: > 0 } before)
        {
            last = await look.LastEffectiveAsync(target, last, await look.DeploymentAsync(before));
        }

        var runs = DeployedRevision.From(last?.Revision);
        return last is null ? $"Nothing was deployed to {deploymentGroup}."
            : last.Status != DeploymentStatus.Succeeded && !last.IsScaleOut() ? $"Deployment {last.DeploymentId} of {runs?.Version ?? "a revision that can't be named"} to {deploymentGroup} is {last.Status?.Value}."
            : revision.IsSameAs(runs) || DeploymentDescription.IsOf(last.Description, context) ? null
            : $"{deploymentGroup} runs {runs?.Version ?? "a revision that can't be named"} by deployment {last.DeploymentId}, and not {revision.Version}.";
    }

    /// <summary>What a step says of a deployment group that the plan file does not name.</summary>
    protected static PlanningOutcome.Impossible NoGroup() => new("The plan file names no deployment group.", "Add aws.codeDeploy to the plan file, or remove the step.");

    /// <summary>The group that an approved step is about; or why there is none.</summary>
    protected static bool TryFind(ActScope scope, string application, string deploymentGroup, out CodeDeployTarget target, out StartOutcome outcome)
    {
        var found = CodeDeployTarget.Find(scope.Resources, application, deploymentGroup);
        target = found!;
        outcome = new StartOutcome.Failed($"The plan file names the deployment group {application}/{deploymentGroup} no more.", "Put it back under aws.codeDeploy, then retry.");
        return found is not null;
    }

    /// <summary>The account of a group; the service's own where the plan file names the group no more.</summary>
    protected static AwsAccount AccountOf(AwsService resources, string application, string deploymentGroup) =>
        CodeDeployTarget.Find(resources, application, deploymentGroup)?.Account ?? resources.Own;

    /// <summary>The group as no other is called, in whichever account or region.</summary>
    protected static string Group(AwsAccount account, string application, string deploymentGroup) => $"deployment group {application}/{deploymentGroup} in {account.Id}, {account.Region}";

    /// <summary>About how long a deployment to the group takes: as long as its last success.</summary>
    protected static TimeSpan Estimate(ReleaseState state) =>
        state.LastSuccessful is { CreateTime: { } begun, CompleteTime: { } ended } && ended > begun ? ended - begun : DefaultDuration;

    /// <summary>The step that deploys a revision in place of what was deployed last.</summary>
    protected static PlanStep Redeployment(StepId id, IReadOnlyList<StepId> after, CodeDeployTarget target, ReleaseState state, DeployedRevision revision, string? configuration)
    {
        var before = DeployedRevision.From(state.LastEffective?.Revision);
        return new PlanStep(
            id,
            CodeDeployRedeployAction.ActionName,
            after,
            $"Deploy {revision.Version} of {target.Application} to {target.DeploymentGroup} again",
            $"{before?.Version ?? "an unknown version"}, by deployment {state.LastEffective?.DeploymentId} ({state.LastEffective?.Status?.Value})",
            $"{revision.Version} on all instances",
            Estimate(state),
            Reversibility.Reversible,
            state.Alarms.Count == 0 ? Overwritten : $"{Overwritten} {AlarmWords(state.Alarms)} would stop a deployment to {target.DeploymentGroup} while raised; this one goes on all the same.",
            DataLossWindow: null,
            ApprovalsNeeded: 1,
            JsonSerializer.SerializeToElement(
                new RedeployInput(target.Application, target.DeploymentGroup, revision, before, state.LastAttempted?.DeploymentId, configuration) { IgnoresAlarms = state.Alarms.Count > 0 ? true : null },
                CodeDeployJson.Default.RedeployInput))
        {
            Basis = [ReleaseBasis.Latest(target, state)],
            Found = before?.ToComponent(target.Application, target.DeploymentGroup),
        };
    }

    /// <summary>The step that brings a revision, where its bundle is there; where that is not known, the step says so.</summary>
    /// <param name="look">Reads AWS.</param>
    /// <param name="target">The group.</param>
    /// <param name="revision">The revision that the step brings.</param>
    /// <param name="deployedAt">When it was deployed, UTC; null where that is not known.</param>
    /// <param name="step">The step.</param>
    protected static async Task<PlanningOutcome> IfUsableAsync(AwsLook look, CodeDeployTarget target, DeployedRevision revision, DateTimeOffset? deployedAt, PlanStep step) =>
        await look.BundleAsync(target, revision, deployedAt) switch
        {
            Usability.Unusable unusable => CannotDeploy(revision, unusable),
            Usability.NotKnown unknown => new PlanningOutcome.Planned(step with { Caution = $"{char.ToUpperInvariant(unknown.Reason[0])}{unknown.Reason[1..]}. {unknown.Fix} {step.Caution}".TrimEnd() }),
            Usability.Usable when step.Action == CodeDeployRedeployAction.ActionName => new PlanningOutcome.Planned(step with { Basis = [.. step.Basis ?? [], ReleaseBasis.Bundle(revision)] }),
            _ => new PlanningOutcome.Planned(step),
        };

    private static string AlarmWords(IReadOnlyList<string> alarms) => $"{(alarms.Count == 1 ? "The alarm" : "The alarms")} {string.Join(", ", alarms)}";

    /// <summary>What a step says of a group to whose platform the bot can't deploy.</summary>
    protected static PlanningOutcome.Impossible OtherPlatform(CodeDeployTarget target, string platform) =>
        new($"{target.DeploymentGroup} deploys to {platform}, and this version of the bot goes back on EC2 and on-premises servers only.", "Deploy by hand a version that is known to work.");

    /// <summary>What a step says of a revision whose bundle is of no use now.</summary>
    protected static PlanningOutcome.Impossible CannotDeploy(DeployedRevision revision, Usability.Unusable unusable) => new($"{revision.Version} can't be deployed: {unusable.Reason}.", unusable.Fix);

    /// <summary>Plans the deployment of what ran, or was to run, before a step, unless others have deployed since.</summary>
    /// <param name="context">For which backout.</param>
    /// <param name="done">The step that is put back.</param>
    /// <param name="application">Its application.</param>
    /// <param name="deploymentGroup">Its group.</param>
    /// <param name="revision">What is deployed again.</param>
    /// <param name="configuration">The deployment configuration; null for the group's own.</param>
    /// <param name="isAsLeft">Whether what was deployed last is as the step left it.</param>
    /// <param name="resources">What the plan file names.</param>
    /// <param name="look">Reads AWS.</param>
    protected async Task<PlanningOutcome> DeployAgainAsync(
        ActionContext context,
        PlanStep done,
        string application,
        string deploymentGroup,
        DeployedRevision revision,
        string? configuration,
        Func<ReleaseState, bool> isAsLeft,
        AwsService resources,
        AwsLook look)
    {
        if (CodeDeployTarget.Find(resources, application, deploymentGroup) is not { } target)
        {
            return new PlanningOutcome.Impossible($"The plan file names the deployment group {application}/{deploymentGroup} no more.", "Put it back under aws.codeDeploy, then plan again.");
        }

        var state = await look.ReleaseAsync(target, context, Now);
        if (state.OtherPlatform is { } platform)
        {
            return OtherPlatform(target, platform);
        }

        if (state.InFlight is { } inFlight)
        {
            return new PlanningOutcome.Impossible($"Deployment {inFlight.DeploymentId} of {DeployedRevision.From(inFlight.Revision)?.Version ?? "a revision that can't be named"} to {deploymentGroup} is in flight.", "Wait until it has ended, then plan again.");
        }

        if (revision.IsSameAs(DeployedRevision.From(state.LastSuccessful?.Revision)))
        {
            return new PlanningOutcome.NotNeeded($"{deploymentGroup} runs {revision.Version} already.");
        }

        if (!isAsLeft(state) && DeploymentDescription.IsOf(state.LastAttempted?.Description, context))
        {
            return new PlanningOutcome.Impossible(
                $"Deployment {state.LastAttempted!.DeploymentId} of {DeployedRevision.From(state.LastAttempted.Revision)?.Version ?? "a revision that can't be named"} to {deploymentGroup} was made since, by a later step of this backout.",
                "Have that later step put back first: it brings what ran before it.");
        }

        return isAsLeft(state)
            ? await IfUsableAsync(look, target, revision, deployedAt: null, Redeployment(done.Id, done.After, target, state, revision, configuration))
            : new PlanningOutcome.Impossible(
                $"Deployment {state.LastAttempted?.DeploymentId} of {DeployedRevision.From(state.LastAttempted?.Revision)?.Version ?? "a revision that can't be named"} to {deploymentGroup} was made since.",
                $"Find out who made it, and why. If {revision.Version} is still to run there, deploy it by hand.");
    }

    /// <summary>Deploys a revision, unless this attempt did so already.</summary>
    protected async Task<StartOutcome> DeployAsync(ActScope scope, CodeDeployTarget target, RedeployInput input)
    {
        if (scope.Execution.MayHaveActed && await scope.Look.OwnDeploymentAsync(target, scope.Execution.Key, Now) is { } own)
        {
            return Adopt(own);
        }

        try
        {
            var id = await scope.CreateDeploymentAsync(target, input);
            return Started(new DeploymentHandle(null, id), CodeDeployJson.Default.DeploymentHandle, $"Deployment {id} brings {input.Target.Version} to {target.DeploymentGroup}.");
        }
        catch (AwsCallException e) when (e.InnerException is DeploymentLimitExceededException)
        {
            return new StartOutcome.NotYet(await OtherInFlightAsync(scope.Look, target));
        }
        catch (AwsCallException e) when (e.Failure.Kind == AwsFailureKind.Unanswered)
        {
            return await AfterLostAnswerAsync(
                e.Failure,
                $"Look in CodeDeploy whether {target.DeploymentGroup} has a deployment with the description {DeploymentDescription.Of(scope.Execution.Key)}.",
                // Where it is not there yet it may be asked for again: CodeDeploy runs one deployment a group at a time, and what runs is looked at first.
                async () => await scope.Look.OwnDeploymentAsync(target, scope.Execution.Key, Now) is { } made ? Adopt(made) : new StartOutcome.NotYet(e.Failure.Reason));
        }
        catch (AwsCallException e)
        {
            return NothingChanged(e.Failure);
        }
    }

    /// <summary>What is in flight to a group that takes no deployment meanwhile, for people.</summary>
    private static async Task<string> OtherInFlightAsync(AwsLook look, CodeDeployTarget target)
    {
        try
        {
            if (await look.DeploymentInFlightAsync(target) is { } other)
            {
                return $"Deployment {other.DeploymentId} of {DeployedRevision.From(other.Revision)?.Version ?? "a revision that can't be named"} to {target.DeploymentGroup}, made by {other.Creator?.Value ?? "an unknown creator"}, is in flight. This step waits for it to end.";
            }
        }
        catch (AwsCallException)
        {
            // That there is one is known all the same.
        }

        return $"Another deployment to {target.DeploymentGroup} is in flight. This step waits for it to end.";
    }

    /// <summary>A deployment that is there already.</summary>
    protected static StartOutcome Adopt(DeploymentInfo deployment) =>
        Started(
            new DeploymentHandle(null, deployment.DeploymentId),
            CodeDeployJson.Default.DeploymentHandle,
            $"Deployment {deployment.DeploymentId} of {DeployedRevision.From(deployment.Revision)?.Version} is there already; it is {deployment.Status?.Value}.");
}
