using BackoutBot.Aws.Access;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>What the bot must be allowed with CodeDeploy.</summary>
internal static class CodeDeployAccess
{
    private const string CodeDeploy = "arn:${AWS::Partition}:codedeploy:${AWS::Region}:${AWS::AccountId}";
    private const string Group = CodeDeploy + ":deploymentgroup:${Application}/${DeploymentGroup}";

    private const string Bundles = "${BundleArnPatterns}";

    public static AwsAccess Needed { get; } = new()
    {
        Parameters =
        [
            new("Application", "The CodeDeploy application."),
            new("DeploymentGroup", "The CodeDeploy deployment group."),
            new("BundleBucketArns", "ARNs of the S3 buckets with the bundles that are deployed, such as arn:aws:s3:::shop-artifacts.") { IsList = true },
            new("BundleArnPatterns", "ARNs of the bundles in those buckets, such as arn:aws:s3:::shop-artifacts/checkout-api/*.") { IsList = true },
        ],
        Looks =
        [
            new("LookAtDeployments", ["codedeploy:BatchGetDeployments", "codedeploy:GetDeployment", "codedeploy:GetDeploymentGroup", "codedeploy:ListDeployments"], Group),
            new("LookForBundles", ["s3:GetObject"], Bundles) { Because = "HeadObject has no permission of its own; the bot reads no bundle." },
            new("LookForBundleVersions", ["s3:GetObjectVersion"], Bundles) { IsImplied = true, Because = "What HeadObject asks for where a version is named." },
            new("TellGoneFromDenied", ["s3:ListBucket"], "${BundleBucketArns}") { IsImplied = true, Because = "Without it S3 answers 403 for a bundle that is gone, and not 404 (HeadObject, S3 API reference); the bot lists nothing." },
        ],
        Acts =
        [
            new("Deploy", ["codedeploy:StopDeployment", "codedeploy:CreateDeployment"], Group)
            {
                Conditions = [AccessCondition.During(CodeDeployStopAction.ActionName, CodeDeployRedeployAction.ActionName)],
            },
            new("DeployDespiteAlarms", ["codedeploy:UpdateDeploymentGroup"], Group)
            {
                IsImplied = true,
                Conditions = [AccessCondition.During(CodeDeployRedeployAction.ActionName)],
                Because = "What CreateDeployment asks for besides where the group's alarms are not to stop the way back (overrideAlarmConfiguration, CodeDeploy API reference); the bot changes no group.",
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
