namespace BackoutBot.Core.Chat;

/// <summary>What a platform's adapter has to remember over restarts, such as where it was added to a team. Small texts by key.</summary>
public interface IAdapterMemory
{
    /// <summary>Keeps the text, instead of an earlier one of that key. Durable when the task ends.</summary>
    ValueTask PutAsync(string platform, string key, string text, CancellationToken cancellationToken);

    /// <summary>The text, or null where none is kept.</summary>
    ValueTask<string?> FindAsync(string platform, string key, CancellationToken cancellationToken);
}
