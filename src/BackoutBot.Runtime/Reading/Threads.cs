using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Reading;

/// <summary>Finds threads by what the outbox knows of their roots.</summary>
internal sealed class Threads(IStore store) : IThreads
{
    /// <inheritdoc />
    public async ValueTask<BackoutId?> FindAsync(string platform, string reference, CancellationToken cancellationToken) =>
        await store.Outbox.FindKeyAsync(platform, reference, cancellationToken) is { } key ? ThreadWriter.BackoutOf(key) : null;

    /// <inheritdoc />
    public async ValueTask<string?> ReferenceOfAsync(string platform, BackoutId backout, CancellationToken cancellationToken) =>
        (await store.Outbox.FindAsync(platform, ThreadWriter.CardKey(backout), cancellationToken))?.Reference;
}
