using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Chat;

/// <summary>Finds the backout whose thread something was said in, and a backout's thread.</summary>
public interface IThreads
{
    /// <summary>The backout whose card was delivered under that reference, or null where none was.</summary>
    /// <param name="platform">The platform's <see cref="IChatPlatform.Name"/>.</param>
    /// <param name="reference">The <see cref="Delivery.Done.Reference"/> of the thread's root.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<BackoutId?> FindAsync(string platform, string reference, CancellationToken cancellationToken);

    /// <summary>The reference of the backout's card on that platform, or null where none was delivered.</summary>
    ValueTask<string?> ReferenceOfAsync(string platform, BackoutId backout, CancellationToken cancellationToken);
}
