namespace BackoutBot.Runtime.Storage;

/// <summary>What is to be said on each platform, and what was.</summary>
public interface IOutboxStore
{
    /// <summary>Adds the messages, or replaces the bodies of those whose keys are known. An unchanged body changes nothing.</summary>
    ValueTask PutAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken);

    /// <summary>The platform's pending messages, due or not, oldest first.</summary>
    ValueTask<IReadOnlyList<OutboxItem>> PendingAsync(string platform, int limit, CancellationToken cancellationToken);

    /// <summary>The message, or null where none of that key was ever put.</summary>
    ValueTask<OutboxItem?> FindAsync(string platform, string key, CancellationToken cancellationToken);

    /// <summary>The key of the message that was delivered under that reference, or null where none was.</summary>
    ValueTask<string?> FindKeyAsync(string platform, string reference, CancellationToken cancellationToken);

    /// <summary>The messages that platforms refused, newest first.</summary>
    ValueTask<IReadOnlyList<OutboxItem>> RefusedAsync(int limit, CancellationToken cancellationToken);

    /// <summary>How many are pending on all platforms, due or not.</summary>
    ValueTask<long> CountPendingAsync(CancellationToken cancellationToken);

    /// <summary>The revision was delivered. A later one stays pending, due not before <paramref name="nextEditAt"/>.</summary>
    ValueTask DeliveredAsync(string platform, string key, long revision, string reference, DateTimeOffset nextEditAt, CancellationToken cancellationToken);

    /// <summary>The message could not be delivered now; it is due again at <paramref name="dueAt"/>.</summary>
    ValueTask RescheduleAsync(string platform, string key, DateTimeOffset dueAt, string reason, CancellationToken cancellationToken);

    /// <summary>The platform will never have that revision. A later one stays pending.</summary>
    ValueTask RefuseAsync(string platform, string key, long revision, string reason, CancellationToken cancellationToken);
}
