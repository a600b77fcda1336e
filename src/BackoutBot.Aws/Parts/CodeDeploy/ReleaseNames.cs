using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>
/// Adds to a deployment's start which version it brings: a CodeDeploy trigger names the deployment only. It is a courtesy to people, so where AWS
/// does not answer the signal stays as it came.
/// </summary>
internal sealed class ReleaseNames(AwsClients clients, IAwsResourceCatalogue catalogue)
{
    private static readonly BackoutId Intake = new("intake");

    internal async ValueTask<IntakeReading> NamedAsync(IntakeReading reading, CancellationToken cancellationToken)
    {
        if (reading is not IntakeReading.Event { Signal: { Kind: SignalKind.DeploymentStarted } signal }
            || catalogue.All.Values.SelectMany(one => one.Of<CodeDeployTarget>()).FirstOrDefault(one => one.SignalKey == signal.Resource) is not { } target)
        {
            return reading;
        }

        try
        {
            var answer = await clients.Reader(target.Account, Intake).CallAsync(
                "codedeploy:GetDeployment",
                $"deployment {signal.Subject}",
                (aws, token) => aws.CodeDeploy.GetDeploymentAsync(new GetDeploymentRequest { DeploymentId = signal.Subject }, token),
                cancellationToken);
            return NameOf(answer.DeploymentInfo?.Revision) is { } version
                ? new IntakeReading.Event(signal with { Details = new Dictionary<string, string>(signal.Details) { ["version"] = version } })
                : reading;
        }
        catch (AwsCallException)
        {
            return reading;
        }
    }

    private static string? NameOf(RevisionLocation? revision) =>
        revision?.S3Location?.Key is { } key ? ReleaseVersions.OfKey(key)
        : revision?.GitHubLocation?.CommitId is { } commit ? ReleaseVersions.OfCommit(commit)
        : null;
}
