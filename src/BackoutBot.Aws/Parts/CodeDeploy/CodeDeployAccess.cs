using BackoutBot.Aws.Access;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>What the bot must be allowed with CodeDeploy.</summary>
internal static class CodeDeployAccess
{
    private const string CodeDeploy = "arn:${AWS::Partition}:codedeploy:${AWS::Region}:${AWS::AccountId}";
    private const string Group = CodeDeploy + ":deploymentgroup:${Application}/${DeploymentGroup}";

    public static AwsAccess Needed { get; } = new()
    {
        Parameters =
        [
            new("Application", "The CodeDeploy application."),
            new("DeploymentGroup", "The CodeDeploy deployment group."),
        ],
        Looks = [new("LookAtDeployments", ["codedeploy:GetDeployment", "codedeploy:GetDeploymentGroup", "codedeploy:ListDeployments"], Group)],
        Acts =
        [
            new("Deploy", ["codedeploy:StopDeployment", "codedeploy:CreateDeployment"], Group)
            {
                Conditions = [AccessCondition.During(CodeDeployStopAction.ActionName, CodeDeployRedeployAction.ActionName)],
            },
            new("DeployConfiguration", ["codedeploy:GetDeploymentConfig"], CodeDeploy + ":deploymentconfig:*")
            {
                IsImplied = true,
                Because = "What CreateDeployment asks for besides (\"Permissions reference\", CodeDeploy user guide).",
            },
            new("DeployRevision", ["codedeploy:GetApplicationRevision", "codedeploy:RegisterApplicationRevision"], CodeDeploy + ":application:${Application}") { IsImplied = true },
        ],
    };
}
