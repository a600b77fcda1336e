using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Services;
using BackoutBot.Runtime.Backouts;
using BackoutBot.Runtime.Outbox;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Halts;

/// <summary>Writes down what approvers decide about the halt, and tells every open backout.</summary>
internal sealed class HaltDesk(
    IStore store,
    IServiceCatalogue catalogue,
    ILiveAuthority live,
    BackoutStates states,
    ReadOnlyStart readOnly,
    MessageAddressing addressing,
    IGrainFactory grains,
    TimeProvider time)
{
    /// <summary>Decides what a person asks for. Answers what to say to that person alone; null where it was written down, and so is said to all.</summary>
    public async Task<TextBody?> DecideAsync(InboxMessage message, ChatSubmission submission, Interpretation.OnHalt asked)
    {
        if (readOnly.Halt is { } lasting && asked.Act is HaltAct.Lift)
        {
            return new TextBody(CardTone.Attention, $"{lasting.InWords} {ReadOnlyStart.WayOut}", []);
        }

        var authority = await AuthorityAsync(submission.Person);
        while (true)
        {
            var record = await store.Halts.ReadAsync(CancellationToken.None);
            var hasFirstLapsed = asked.Act is HaltAct.Lift && record.Current?.LiftWantedBy is { } first && !(await AuthorityAsync(first)).IsApprover;
            var decision = record.Decide(asked.Act, submission.Person, asked.Reason, authority, catalogue.All.Select(service => service.Approvals), time.GetUtcNow(), hasFirstLapsed);
            var body = new TextBody(decision.Tone, decision.Answer, readOnly.Halt is null ? [] : [$"The bot was started read-only besides, and writes nothing by that either. {ReadOnlyStart.WayOut}"]);
            if (decision.Entry is not { } entry)
            {
                return body;
            }

            var said = catalogue.All.Select(service => service.Channel).Append(submission.Channel).Distinct(StringComparer.Ordinal)
                .Select(channel => new ChatMessage($"halt:{entry.Number}:{channel}", channel, null, null, body))
                .SelectMany(one => addressing.Address(one, new CommandKey(message.Key), message.ReceivedAt));
            if (await store.Halts.AppendAsync(entry, InboxKey.Of(message), [.. said], CancellationToken.None))
            {
                return null;
            }
        }
    }

    /// <summary>Tells each open backout that does not know it yet whether a halt is in force. Telling it twice has no effect.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        var record = await store.Halts.ReadAsync(cancellationToken);
        var halt = readOnly.Halt ?? record.Current;
        foreach (var state in (await states.OpenAsync(cancellationToken)).Where(state => state.Halt != halt && state.BrokenAt is null))
        {
            var mind = new MindHalt(new CommandKey($"halt:{record.Entries.Count}"), halt, record.LiftedBy);
            await grains.GetGrain<IBackoutGrain>(state.Id.Value).HandleAsync(new CommandEnvelope(mind, null, time.GetUtcNow(), null, Authority.None, Routed: false));
        }
    }

    /// <summary>What the person may do for the service of which they may most.</summary>
    private async Task<Authority> AuthorityAsync(PersonId person)
    {
        var most = Authority.None;
        foreach (var service in catalogue.All)
        {
            var may = await live.OfAsync(person, service, CancellationToken.None);
            if (may.IsApprover)
            {
                return may with { Basis = $"{may.Basis}, {service.Id}" };
            }

            most = may.IsKnown ? may : most;
        }

        return most;
    }
}
