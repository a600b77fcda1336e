namespace BackoutBot.Aws.Actions;

/// <summary>Finds a CodeDeploy deployment again.</summary>
/// <param name="Stopped">The deployment that was stopped, whose roll-back is waited for.</param>
/// <param name="Deployment">The deployment that was made.</param>
internal sealed record DeploymentHandle(string? Stopped, string? Deployment);

/// <summary>Finds changes of Route 53 again.</summary>
/// <param name="Changes">The ids of the changes; none where the records were found changed already.</param>
/// <param name="OldTtl">How many seconds resolvers may keep the old answers.</param>
/// <param name="At">When the records had changed, UTC.</param>
/// <param name="Reverse">Whether it took the step back.</param>
internal sealed record RecordsHandle(IReadOnlyList<string> Changes, long OldTtl, DateTimeOffset At, bool Reverse);
