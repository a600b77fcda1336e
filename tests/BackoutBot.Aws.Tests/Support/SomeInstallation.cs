using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Tests.Support;

/// <summary>The installation that the bot under test is.</summary>
public sealed class SomeInstallation : IInstallation
{
    public static readonly InstallationId Own = new("0a1b2c3d");

    public InstallationId Id { get; set; } = Own;
}
