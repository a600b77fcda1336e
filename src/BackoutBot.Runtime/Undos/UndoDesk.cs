using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Journal;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Undos;

/// <summary>Reads what an ended backout did, right when a person wants it put back.</summary>
internal sealed class UndoDesk(IStore store, BackoutStates states)
{
    /// <summary>The start of a new backout with what was read; or what to say to whoever asked.</summary>
    public async Task<(Start? Command, TextBody? Answer)> ReadAsync(Interpretation.ToUndo asked, CancellationToken cancellationToken)
    {
        if (await store.Journal.FindAsync(asked.Ended, cancellationToken) is not { } head)
        {
            return (null, new TextBody(CardTone.Attention, $"There is no backout {asked.Ended}, and no open one has done a step of that name. Name a step in the backout's thread, or an ended backout.", []));
        }

        var ended = await states.AtAsync(head, cancellationToken);
        if (BrokenJournal.InWords(ended) is { } broken)
        {
            return (null, new TextBody(CardTone.Danger, broken, []));
        }

        if (!ended.IsClosed)
        {
            return (null, new TextBody(CardTone.Attention, $"{ended.Id} goes on. To have one of its steps put back, name the step: undo <step>", []));
        }

        var undoing = Undoing.All(ended, asked.Person, asked.Reason);
        var kept = (await store.Journal.ListRestorePointsAsync(ended.Service, cancellationToken)).FirstOrDefault(one => one.Release.IsSameAs(undoing.To));
        return (new Start(asked.Key, asked.Person, asked.Reason)
        {
            To = kept is null ? null : new PointTarget(kept.Release.Identity, kept.Point.TakenAt, RestorePointWords.Name(kept)),
            Undoes = undoing,
        }, null);
    }
}
