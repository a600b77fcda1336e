using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;
using BackoutBot.Runtime.Diagnostics;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Storage;

namespace BackoutBot.Runtime.Backouts;

/// <summary>One backout in memory: the fold of its journal, and the one way in which that grows.</summary>
internal sealed class BackoutAggregate(BackoutId id, BackoutServices services)
{
    private VerifiedFold fold = VerifiedFold.New(id);
    private bool isLoaded;

    /// <summary>The state, as far as this process knows.</summary>
    public BackoutState State => services.Broken.Mark(fold.State);

    /// <summary>When each intent was written down, by the key that its call carries.</summary>
    public Dictionary<IdempotencyKey, DateTimeOffset> IntendedAt { get; } = [];

    /// <summary>The trace of the latest entry.</summary>
    public string? TraceParent { get; private set; }

    /// <summary>The service as its plan file describes it now; null where there is no such file any more.</summary>
    public ServiceDefinition? Service =>
        services.Catalogue.Find(State.Version == 0 ? BackoutHead.ServiceOf(id) : State.Service);

    /// <summary>Catches up with the journal.</summary>
    public Task LoadAsync() => LoadAsync(fold);

    private async Task LoadAsync(VerifiedFold known)
    {
        // The head first: what is appended in between is then no entry that is gone.
        var head = await services.Store.Journal.FindAsync(id, CancellationToken.None);
        var entries = await services.Store.Journal.ReadAsync(id, known.State.Version, CancellationToken.None);
        fold = known.Continue(entries, head?.Version ?? 0);
        foreach (var (entry, _) in entries.TakeWhile(one => one.Entry.Version <= fold.State.Version))
        {
            Remember(entry);
        }

        await services.Broken.NoteAsync(fold.State);
        isLoaded = true;
    }

    /// <summary>Whether the whole journal is read once more before that: the plan is then what was proposed, and its approvals are those that were given.</summary>
    private bool IsReadAnewBefore(BackoutCommand command) => command is Approve || (command is IntendStep && !fold.State.HasBegunPlan);

    /// <summary>Decides the command and writes down what it leads to; decides anew where another was faster.</summary>
    public async Task<Handling> HandleAsync(CommandEnvelope envelope)
    {
        using var activity = BackoutTracing.Continue($"decide {envelope.Command.GetType().Name}", envelope.TraceParent);
        activity?.SetTag("backoutbot.backout", id.Value);
        if (IsReadAnewBefore(envelope.Command))
        {
            await LoadAsync(VerifiedFold.New(id));
        }

        while (true)
        {
            if (!isLoaded)
            {
                await LoadAsync();
            }

            if (BrokenJournal.InWords(State) is { } broken)
            {
                return Answer(CommandFate.Refused, broken);
            }

            if (envelope.Routed && State.IsClosed)
            {
                return Answer(CommandFate.Elsewhere);
            }

            if (!envelope.Routed && State.Version == 0)
            {
                return Answer(CommandFate.Refused, $"There is no backout {id}.");
            }

            if (Service is not { } service)
            {
                return Answer(CommandFate.Refused, $"No plan file describes {(State.Version == 0 ? BackoutHead.ServiceOf(id) : State.Service)} any more. Put it back, then ask again.");
            }

            var lapsed = await LapsedAsync(envelope.Command, service);
            var now = services.Time.GetUtcNow();
            var decision = BackoutDecider.Decide(State, envelope.Command, new DecisionContext(service, now, envelope.Authority) { Installation = services.Store.Installation, Lapsed = lapsed });
            if (decision.Events.Count == 0)
            {
                return Answer(decision.Refusal is null ? CommandFate.NothingToDo : CommandFate.Refused, decision.Refusal?.Explanation);
            }

            // A refusal is no reason to open a backout: there is no journal yet to keep it in.
            if (State.Version == 0 && decision.Events[0] is not BackoutOpened)
            {
                return Answer(CommandFate.Refused, decision.Refusal?.Explanation);
            }

            if (services.ReadOnly.Halt is { } halt && decision.Events.Any(happened => happened is StepIntended))
            {
                return Answer(CommandFate.NothingToDo, halt.InWords);
            }

            var append = Write(envelope, decision, service, now, activity?.Id ?? envelope.TraceParent);
            switch (await AppendAsync(append))
            {
                case AppendResult.Appended:
                    return Adopt(append);
                case AppendResult.Stale stale:
                    services.Instruments.WasStale();
                    fold = stale.Version < append.ExpectedVersion ? fold.BrokenFrom(stale.Version + 1) : fold;
                    isLoaded = false;
                    break;
                case AppendResult.Held held:
                    // The step is still to begin: whoever brought the command tries again, and finds it waiting.
                    envelope = envelope with { Command = new MindHolder(new CommandKey($"holder@{State.Version}"), held.By) };
                    break;
                default:
                    return Answer(CommandFate.Elsewhere);
            }
        }
    }

    /// <summary>Asks who of those who approved still may, where the decision depends on it.</summary>
    private async Task<IReadOnlyList<PersonId>> LapsedAsync(BackoutCommand command, ServiceDefinition service)
    {
        List<PersonId> lapsed = [];
        if (BackoutDecider.CountsAnew(State, command))
        {
            foreach (var person in State.Approvals.Select(approval => approval.By))
            {
                if (!(await services.Authority.OfAsync(person, service, CancellationToken.None)).IsApprover)
                {
                    lapsed.Add(person);
                }
            }
        }

        return lapsed;
    }

    private Handling Answer(CommandFate fate, string? note = null) =>
        new(new CommandReceipt(fate, State.Version == 0 ? null : id, note), []);

    private JournalAppend Write(CommandEnvelope envelope, Decision decision, ServiceDefinition service, DateTimeOffset now, string? traceParent)
    {
        List<SealedEntry> entries = [];
        List<ChatMessage> messages = [];
        var before = State;
        var hash = fold.LastHash;
        foreach (var happened in decision.Events)
        {
            var entry = SealedEntry.Seal(hash, id, before.Version + 1, now, envelope.Command.By, envelope.Command.Key, traceParent, happened);
            var after = before.Apply(entry.Entry);
            entries.Add(entry);
            messages.AddRange(ThreadWriter.Write(before, entry.Entry, after));
            (before, hash) = (after, entry.Entry.Hash);
        }

        // The thread's root goes first: the replies hang on it.
        if (before.HasThread)
        {
            messages.Insert(0, new ChatMessage(ThreadWriter.CardKey(id), before.Channel, null, null, new CardBody(CardWriter.Write(before, now))));
        }

        var head = new BackoutHead(id, before.Service, BackoutHead.NumberOf(id), before.Phase, !before.IsClosed, before.Version);
        return new JournalAppend(
            State.Version,
            head,
            entries,
            [.. messages.SelectMany(message => services.Addressing.Address(message, envelope.Command.Key, envelope.Since))],
            envelope.Inbox,
            [.. RestorePointChanges(decision, before, service)])
        {
            Claims = decision.Events.Any(happened => happened is StepIntended) ? before.Claims : [],
            FreesClaims = before.IsDoneWithClaims,
        };
    }

    /// <summary>What was captured is kept for a backout that begins when it is too late to capture; what was gone back from is marked so.</summary>
    private IEnumerable<RestorePointChange> RestorePointChanges(Decision decision, BackoutState after, ServiceDefinition service)
    {
        foreach (var happened in decision.Events)
        {
            switch (happened)
            {
                case SignalJoined { Signal.IsBad: true, UnderOurPage: false } or BackoutRequested:
                    yield return new RestorePointChange.Trouble();
                    break;
                case RestorePointTaken { Choice: null, Point: var point } when point.Readable.Any():
                    yield return new RestorePointChange.Keep(new RestorePointReading(point, Wellness.NotLooked, RulesOf(service)));
                    break;
                case ReleaseCleared when after.Leaving is { } left:
                    yield return new RestorePointChange.Clear(left);
                    break;
                case PhaseEntered { To: BackoutPhase.RolledBack or BackoutPhase.RolledBackInPart or BackoutPhase.Abandoned }
                    when after.HasLeftRelease:
                    yield return new RestorePointChange.Leave(after.Leaving!, id);
                    break;
                default:
                    break;
            }
        }
    }

    private RestorePointRules RulesOf(ServiceDefinition service) => services.Options.Value.RulesOf(service.RestorePoints);

    private async Task<AppendResult> AppendAsync(JournalAppend append)
    {
        var boundary = services.Boundaries.Next(append);
        await services.Observer.BeforeAppendAsync(boundary);
        AppendResult result;
        try
        {
            result = await services.Store.Journal.AppendAsync(append, CancellationToken.None);
        }
        catch (Exception)
        {
            // It may or may not be on disk: what this process knows is no longer to be relied on.
            isLoaded = false;
            throw;
        }

        if (result is AppendResult.Appended)
        {
            services.Instruments.Appended();
            await services.Observer.AfterAppendAsync(boundary);
        }

        return result;
    }

    private Handling Adopt(JournalAppend append)
    {
        var entries = append.Entries.Select(entry => entry.Entry).ToList();
        foreach (var entry in entries)
        {
            fold = fold.With(entry);
            Remember(entry);
        }

        return new Handling(new CommandReceipt(CommandFate.Recorded, id), entries);
    }

    private void Remember(JournalEntry entry)
    {
        TraceParent = entry.TraceParent;
        if (entry.Event is StepIntended intended)
        {
            IntendedAt[intended.Key] = entry.At;
        }
    }
}
