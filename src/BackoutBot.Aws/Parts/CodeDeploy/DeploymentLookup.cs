using Amazon.CodeDeploy.Model;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>
/// Adds to what was heard of a deployment what its message does not tell: the version that it brings, the deployment that it takes back, and whether
/// it only brings what runs to instances that Auto Scaling added, which is no release. Where AWS does not answer soon the signal stays as it came.
/// </summary>
internal sealed class DeploymentLookup(AwsClients clients, IAwsResourceCatalogue catalogue, TimeProvider time)
{
    private static readonly BackoutId Intake = new("intake");

    // Whoever is on call waits for what went wrong longer than for its name.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    internal async ValueTask<IntakeReading> CompleteAsync(IntakeReading reading, CancellationToken cancellationToken)
    {
        if (reading is not IntakeReading.Event { Signal: { IsOfDeployment: true } signal }
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
                cancellationToken).WaitAsync(Patience, time, cancellationToken);
            return answer.DeploymentInfo is { } deployment ? new IntakeReading.Event(Completed(signal, deployment)) : reading;
        }
        catch (Exception e) when (e is AwsCallException or TimeoutException)
        {
            return reading;
        }
    }

    private static Signal Completed(Signal signal, DeploymentInfo deployment)
    {
        var details = new Dictionary<string, string>(signal.Details);
        if (NameOf(deployment.Revision) is { } version)
        {
            details["version"] = version;
        }

        if (deployment.RollbackInfo?.RollbackTriggeringDeploymentId is { Length: > 0 } takenBack)
        {
            details["rollbackOf"] = takenBack;
        }

        return deployment.IsScaleOut()
            ? signal with { Kind = SignalKind.Informational, Summary = $"{signal.Summary} It only brings what runs to instances that Auto Scaling added.", Details = details }
            : signal with { Details = details };
    }

    private static string? NameOf(RevisionLocation? revision) =>
        revision?.S3Location?.Key is { } key ? ReleaseVersions.OfKey(key)
        : revision?.GitHubLocation?.CommitId is { } commit ? ReleaseVersions.OfCommit(commit)
        : null;
}
