using BackoutBot.Core.Signals;

namespace BackoutBot.Runtime.Storage;

/// <summary>What was heard of resources, across backouts, so that no transition counts twice and none counts after it was over.</summary>
public interface ISignalStore
{
    /// <summary>Places a signal among what was heard of its resource and remembers it, unless it is a repetition. Asked again for the same message, it says the same of repetition.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="heardAt">When it was heard, UTC.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageException">It could not be written.</exception>
    ValueTask<Hearing> HearAsync(Signal signal, DateTimeOffset heardAt, CancellationToken cancellationToken);

    /// <summary>Forgets what was heard before a time.</summary>
    /// <param name="heardBefore">UTC.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>How many were forgotten.</returns>
    /// <exception cref="StorageException">It could not be written.</exception>
    ValueTask<int> ForgetAsync(DateTimeOffset heardBefore, CancellationToken cancellationToken);
}
