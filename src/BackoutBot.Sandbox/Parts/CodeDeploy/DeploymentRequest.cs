namespace BackoutBot.Sandbox.Parts.CodeDeploy;

/// <summary>What someone wants deployed.</summary>
/// <param name="Version">The revision's version.</param>
/// <param name="Creator">user or codeDeployRollback.</param>
/// <param name="Description">What the caller gave.</param>
/// <param name="Configuration">The group's when null.</param>
internal sealed record DeploymentRequest(string Version, string Creator, string? Description, string? Configuration)
{
    /// <summary>The deployment that it rolls back.</summary>
    public string? RollsBack { get; init; }

    public bool IgnoreApplicationStopFailures { get; init; }
    public bool OutdatedOnly { get; init; }
    public string FileExistsBehavior { get; init; } = "DISALLOW";

    /// <summary>Whether no alarm of the group stops it.</summary>
    public bool IgnoresAlarms { get; init; }

    /// <summary>Overrides the group's; empty when rollback is off.</summary>
    public List<string>? AutoRollbackEvents { get; init; }
}
