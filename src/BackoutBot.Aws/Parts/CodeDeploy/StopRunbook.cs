using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Runbooks;
using BackoutBot.Core.Runbooks;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>Stopping a deployment by hand.</summary>
internal static class StopRunbook
{
    /// <summary>The stop, with a look before and after.</summary>
    /// <param name="input">What the step stops.</param>
    /// <param name="account">Where it is.</param>
    public static StepRunbook Of(StopInput input, AwsAccount account)
    {
        var leaves = input.WithoutRollback == true;
        return new StepRunbook(
            [ConsoleLinks.Deployment(account, input.DeploymentId), ConsoleLinks.DeploymentGroup(account, input.Application, input.DeploymentGroup)],
            [
                new RunbookLine(
                    $"In account {account.Id}: is {input.DeploymentId} still in flight (Created, Queued or InProgress)? Otherwise leave it",
                    AwsCommandLine.Call(account, "deploy get-deployment", ("deployment-id", input.DeploymentId), ("query", "deploymentInfo.status"), ("output", "text")),
                    Changes: false),
                new RunbookLine(
                    $"In account {account.Id}: stop it, and let CodeDeploy roll back {(leaves ? "nothing" : $"to {input.Target?.Version ?? "what was deployed before"}")}",
                    AwsCommandLine.Call(account, "deploy stop-deployment", ("deployment-id", input.DeploymentId), (leaves ? "no-auto-rollback-enabled" : "auto-rollback-enabled", null)),
                    Changes: true),
                new RunbookLine(
                    $"In account {account.Id}: see that it is Stopped{(leaves ? "" : ", and by which deployment it is rolled back; wait until that one is Succeeded")}",
                    AwsCommandLine.Call(account, "deploy get-deployment", ("deployment-id", input.DeploymentId), ("query", "deploymentInfo.[status,rollbackInfo.rollbackDeploymentId]"), ("output", "text")),
                    Changes: false),
            ]);
    }
}
