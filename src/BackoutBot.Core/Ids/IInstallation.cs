namespace BackoutBot.Core.Ids;

/// <summary>Tells which installation this is, so that what it put up at a provider is told from what another one did.</summary>
public interface IInstallation
{
    /// <summary>The name of this installation.</summary>
    InstallationId Id { get; }
}
