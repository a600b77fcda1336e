using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Tests.Support;

/// <summary>The installation that the bot under test is.</summary>
public sealed class SomeInstallation : IInstallation
{
    public InstallationId Id { get; set; } = new("0a1b2c3d");

    public ValueTask<InstallationId> IdAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Id);
}
