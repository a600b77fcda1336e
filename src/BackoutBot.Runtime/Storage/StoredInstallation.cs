using BackoutBot.Core.Ids;

namespace BackoutBot.Runtime.Storage;

/// <summary>The installation's name, as the store keeps it.</summary>
internal sealed class StoredInstallation(IStore store) : IInstallation
{
    /// <inheritdoc />
    public InstallationId Id => store.Installation;
}
