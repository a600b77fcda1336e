using BackoutBot.Core.Ids;

namespace BackoutBot.Runtime.Storage;

/// <summary>The installation's name, as the store keeps it; it never changes, so it is read once.</summary>
internal sealed class StoredInstallation(IStore store) : IInstallation
{
    private InstallationId? id;

    /// <inheritdoc />
    public async ValueTask<InstallationId> IdAsync(CancellationToken cancellationToken) => id ??= await store.InstallationAsync(cancellationToken);
}
