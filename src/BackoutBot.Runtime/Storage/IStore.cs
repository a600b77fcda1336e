using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;

namespace BackoutBot.Runtime.Storage;

/// <summary>
/// Everything that must survive the process. Each engine implements it whole, so that one transaction can span its parts,
/// and is held to one contract suite.
/// </summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>The journal and what is kept in step with it.</summary>
    IJournalStore Journal { get; }

    /// <summary>What came in.</summary>
    IInboxStore Inbox { get; }

    /// <summary>What is to be said.</summary>
    IOutboxStore Outbox { get; }

    /// <summary>Who halted all writing, and who lifted it.</summary>
    IHaltStore Halts { get; }

    /// <summary>What was heard of resources.</summary>
    ISignalStore Signals { get; }

    /// <summary>What the platforms' adapters remember.</summary>
    IAdapterMemory Memory { get; }

    /// <summary>The console's own chat.</summary>
    IChatLogStore Chat { get; }

    /// <summary>Makes the store usable: finds or creates it and brings its schema up to date.</summary>
    /// <exception cref="StorageException">It can't be used; the message says why and what to do.</exception>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>The name of the installation, which was made with the store.</summary>
    InstallationId Installation { get; }
}
