using BackoutBot.Core.Halts;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Halts;

/// <summary>Forbids writing while a halt is in force, whichever process wrote it down, and always where the bot was started read-only.</summary>
internal sealed class WriteBan(IStore store, ReadOnlyStart readOnly) : IWriteBan
{
    /// <inheritdoc />
    public async ValueTask<string?> ReasonAsync(CancellationToken cancellationToken) =>
        (readOnly.Halt ?? (await store.Halts.ReadAsync(cancellationToken)).Current)?.InWords;
}
