using BackoutBot.Core.Halts;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Halts;

/// <summary>Forbids writing while a halt is in force, whichever process wrote it down.</summary>
internal sealed class WriteBan(IStore store) : IWriteBan
{
    /// <inheritdoc />
    public async ValueTask<string?> ReasonAsync(CancellationToken cancellationToken) =>
        (await store.Halts.ReadAsync(cancellationToken)).Current?.InWords;
}
