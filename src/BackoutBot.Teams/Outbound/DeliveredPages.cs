using BackoutBot.Core.Chat;

namespace BackoutBot.Teams.Outbound;

/// <summary>How far a message of several pages has got, kept durably: a try that failed half-way posts no page twice.</summary>
internal sealed class DeliveredPages(IAdapterMemory memory)
{
    /// <summary>What is there of the message, or null where nothing is known of it.</summary>
    public async ValueTask<TeamsReference?> FindAsync(string message, CancellationToken cancellationToken) =>
        await memory.FindAsync(TeamsTerms.Platform, Key(message), cancellationToken) is { } kept ? TeamsReference.Parse(kept) : null;

    /// <summary>Keeps what is there of the message.</summary>
    public ValueTask PutAsync(string message, TeamsReference reference, CancellationToken cancellationToken) =>
        memory.PutAsync(TeamsTerms.Platform, Key(message), reference.ToString(), cancellationToken);

    private static string Key(string message) => $"pages:{message}";
}
