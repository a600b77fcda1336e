using BackoutBot.Aws.Access;
using BackoutBot.Aws.Plan;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.PlanFiles;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>CodeDeploy: deployment groups, stopped and redeployed.</summary>
internal sealed class CodeDeployPart : IAwsPart
{
    /// <inheritdoc />
    public string Key => "codeDeploy";

    /// <inheritdoc />
    public IReadOnlyList<PlanAction> Actions { get; } =
    [
        new(CodeDeployStopAction.ActionName, "codeDeploy", "stops the deployment in flight; CodeDeploy rolls back where that leads to what is to run") { Item = new ItemId("6.2") },
        new(CodeDeployRedeployAction.ActionName, "codeDeploy", "deploys the last good revision again")
        {
            Parameters = [new(CodeDeployRedeployAction.ConfigurationParameter, CodeDeployRules.Name, "a deployment configuration to use instead of the captured one")],
        },
    ];

    /// <inheritdoc />
    public AwsAccess Access => CodeDeployAccess.Needed;

    /// <inheritdoc />
    public IEnumerable<AwsResource> Read(AwsPartReader reader)
    {
        List<CodeDeployTarget> groups = [];
        foreach (var section in reader.Section.OneOrMore(Key, "The CodeDeploy deployment group; a list where the service has several."))
        {
            var application = section.Text("application", CodeDeployRules.Name, "The application's name.");
            var group = section.Text("deploymentGroup", CodeDeployRules.Name, "The deployment group's name.");
            var account = reader.AccountOf(section);
            var id = reader.IdOf(section, group?.Value ?? "");
            section.Close();
            if (application is not null && group is not null)
            {
                if (groups.Exists(other => other.Id == id))
                {
                    section.Fault(group, $"the name '{id}' stands here again", "give each deployment group an 'id' of its own");
                }
                else if (groups.Exists(other => other.Application == application.Value && other.DeploymentGroup == group.Value))
                {
                    section.Fault(group, $"there is a deployment group {application.Value}/{group.Value} in another account, and restore points could not tell the two apart", "describe the second account's deployment in a plan file of its own");
                }

                reader.Claim(account, $"deployment group {application.Value}/{group.Value}", group);
                groups.Add(new CodeDeployTarget(application.Value, group.Value) { Id = id, Account = account });
            }
        }

        return groups;
    }

    /// <inheritdoc />
    public IReadOnlyList<PlanPortion> Portions(IReadOnlyList<AwsResource> resources) => [.. resources.Select(group => new PlanPortion(StepName.Of(group.Id), [group.Id]))];

    /// <inheritdoc />
    public IEnumerable<ResourceKey> SignalKeys(AwsResource resource) =>
        resource is CodeDeployTarget group ? [group.SignalKey] : [];

    /// <inheritdoc />
    public void Register(IServiceCollection services) => services
        .AddSingleton<DeploymentLookup>()
        .AddSingleton<IReleaseSource, CodeDeployReleases>()
        .AddSingleton<IUsabilitySource, CodeDeployBundles>()
        .AddSingleton<IRollbackAction, CodeDeployStopAction>()
        .AddSingleton<IDeploymentStopper, CodeDeployStopAction>()
        .AddSingleton<IRollbackAction, CodeDeployRedeployAction>()
        .AddSingleton<ICheck, Item02_2_ReleaseBundle>()
        .AddSingleton<ICheck, Item12_1_RunningVersion>();
}
