using System.Text.Json;
using System.Text.Json.Serialization;
using BackoutBot.Aws.Actions;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Parts.CodeDeploy;

/// <summary>The release to go back to.</summary>
/// <param name="Application">The CodeDeploy application.</param>
/// <param name="DeploymentGroup">The deployment group.</param>
/// <param name="Revision">The last good revision.</param>
/// <param name="DeploymentId">The deployment that proved it; null where only its successor names it.</param>
/// <param name="DeploymentConfig">The deployment configuration that it used; null for the group's own.</param>
/// <param name="TroubleSince">When the bad release began; null where none was known.</param>
internal sealed record CapturedRelease(string Application, string DeploymentGroup, DeployedRevision Revision, string? DeploymentId, string? DeploymentConfig, DateTimeOffset? TroubleSince)
{
    /// <summary>When the deployment that proved it was created, UTC; null where that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? DeployedAt { get; init; }

    public CapturedState ToState(string action) => new(
        action,
        $"{Application}/{DeploymentGroup}",
        $"revision {Revision.Version}",
        JsonSerializer.SerializeToElement(this, CodeDeployJson.Default.CapturedRelease))
    {
        Release = Revision.ToComponent(Application, DeploymentGroup),
        RunsSince = DeployedAt,
    };

    /// <summary>What a restore point holds of a deployment group, whichever of the two actions captured it.</summary>
    public static CapturedRelease? Of(RestorePoint? restorePoint, CodeDeployTarget target) =>
        (restorePoint?.States ?? [])
            .Where(state => state.Action is CodeDeployRedeployAction.ActionName or CodeDeployStopAction.ActionName)
            .Select(state => state.State.TryReadAs(CodeDeployJson.Default.CapturedRelease, out var release) ? release : null)
            .FirstOrDefault(release => release?.Application == target.Application && release.DeploymentGroup == target.DeploymentGroup);
}
