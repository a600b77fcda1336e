using System.Collections.Concurrent;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Runtime.Outbox;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Reading;

/// <summary>The journals that were found not to be as the bot wrote them, whoever found it: nothing more comes of their backouts, and people are told once.</summary>
internal sealed partial class BrokenJournals(IStore store, MessageAddressing addressing, TimeProvider time, ILogger<BrokenJournals> logger)
{
    private readonly ConcurrentDictionary<BackoutId, long> found = new();
    private readonly ConcurrentDictionary<BackoutId, bool> told = new();

    /// <summary>Those backouts, with the first entry that does not fit.</summary>
    public IEnumerable<(BackoutId Backout, long At)> All => found.Select(one => (one.Key, one.Value));

    /// <summary>The state, which says so where its journal was found to be broken.</summary>
    public BackoutState Mark(BackoutState state) => state.BrokenAt is null && found.TryGetValue(state.Id, out var at) ? state with { BrokenAt = at } : state;

    /// <summary>Takes note of a journal that is broken, in the log and in the backout's thread; of one that is whole, nothing.</summary>
    public async Task NoteAsync(BackoutState state)
    {
        if (state.BrokenAt is not { } at)
        {
            return;
        }

        if (found.TryAdd(state.Id, at))
        {
            LogBroken(logger, state.Id, at);
        }

        if (told.TryAdd(state.Id, true))
        {
            try
            {
                await TellAsync(state);
            }
            catch (StorageException fault)
            {
                _ = told.TryRemove(state.Id, out _);
                LogNotTold(logger, fault, state.Id);
            }
        }
    }

    /// <summary>The key is the same at each start, so the thread is told once; the card is drawn anew.</summary>
    private async Task TellAsync(BackoutState state)
    {
        if (state.Channel.Length == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        var thread = state.HasThread ? ThreadWriter.CardKey(state.Id) : null;
        List<ChatMessage> said = [new($"broken:{state.Id}:{state.BrokenAt}", state.Channel, thread, null, new TextBody(CardTone.Danger, BrokenJournal.InWords(state)!, []))];
        if (thread is not null)
        {
            said.Insert(0, new ChatMessage(thread, state.Channel, null, null, new CardBody(CardWriter.Write(state, now))));
        }

        var cause = new CommandKey($"broken:{state.Id}");
        await store.Outbox.PutAsync([.. said.SelectMany(message => addressing.Address(message, cause, now))], CancellationToken.None);
    }

    [LoggerMessage(2702, LogLevel.Critical, "Entry {Entry} of the journal of {Backout} is not as the bot wrote it, or is gone: nothing more is decided or written for that backout")]
    private static partial void LogBroken(ILogger logger, BackoutId backout, long entry);

    [LoggerMessage(2703, LogLevel.Error, "That the journal of {Backout} is broken could not be told in its thread; it is tried again")]
    private static partial void LogNotTold(ILogger logger, Exception fault, BackoutId backout);
}
