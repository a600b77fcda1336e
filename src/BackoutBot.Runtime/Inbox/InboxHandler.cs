using System.Diagnostics;
using System.Text.Json;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.People;
using BackoutBot.Core.Services;
using BackoutBot.Core.Signals;
using BackoutBot.Runtime.Backouts;
using BackoutBot.Runtime.Diagnostics;
using BackoutBot.Runtime.Halts;
using BackoutBot.Runtime.Outbox;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.RestorePoints;
using BackoutBot.Runtime.Stops;
using BackoutBot.Runtime.Storage;
using BackoutBot.Runtime.Undos;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.Inbox;

/// <summary>Deals with one inbound message: reads it, finds whom it concerns, and writes down what became of it.</summary>
internal sealed partial class InboxHandler(
    IStore store,
    IEnumerable<IIntakeSource> sources,
    IServiceCatalogue catalogue,
    BackoutStates states,
    RestorePointDesk desk,
    HaltDesk halts,
    StopDesk stops,
    UndoDesk undos,
    IWriteBan ban,
    MessageAddressing addressing,
    UnplacedNotice unplaced,
    ILiveAuthority authority,
    IGrainFactory grains,
    IOptions<RuntimeOptions> options,
    BackoutInstruments instruments,
    TimeProvider time,
    ILogger<InboxHandler> logger)
{
    private readonly Dictionary<string, IIntakeSource> sources = sources.ToDictionary(source => source.Source, StringComparer.Ordinal);

    /// <summary>Finds the message's place in the order. A source that only parses has then done so; one that has to ask somebody goes its own way.</summary>
    public InboxJob Begin(PendingMessage pending)
    {
        var message = pending.Message;
        if (message.Source == ChatSubmission.Source)
        {
            return ChatJob(pending);
        }

        if (!sources.TryGetValue(message.Source, out var source))
        {
            return new InboxJob($"message {message.Key}", Task.CompletedTask, () => RecordAsync(pending, () => UnrecognisedAsync(message, $"This bot reads nothing from «{message.Source}».")));
        }

        var reading = ReadAsync(source, message);
        var service = reading is { IsCompletedSuccessfully: true, Result: IntakeReading.Event read } ? Correlation.Find(read.Signal, catalogue) : null;
        return new InboxJob(
            service is null ? $"message {message.Source} {message.Key}" : $"service {service.Id}",
            reading,
            () => RecordAsync(pending, async () => await ActAsync(message, await reading)));
    }

    private static async Task<IntakeReading> ReadAsync(IIntakeSource source, InboxMessage message)
    {
        using var activity = BackoutTracing.Continue($"read {message.Source}", message.TraceParent, ActivityKind.Consumer);
        return await source.ReadAsync(message, CancellationToken.None);
    }

    private InboxJob ChatJob(PendingMessage pending)
    {
        ChatSubmission submission;
        try
        {
            submission = ChatSubmission.FromInbox(pending.Message);
        }
        catch (JsonException fault)
        {
            return new InboxJob($"message {pending.Message.Key}", Task.CompletedTask, () => RecordAsync(pending, () => UnrecognisedAsync(pending.Message, $"It is no chat submission: {fault.Message}")));
        }

        // What has to be read at AWS makes nobody wait behind it, and a halt waits behind nobody.
        var verb = submission.Text?.Trim().Split((char[]?)null, 2)[0].ToLowerInvariant();
        var reads = verb is "points" or "stop" || submission.Press?.Verb is CardVerb.Stop;
        if (verb is "halt" or "unhalt")
        {
            return new InboxJob("halt", Task.CompletedTask, () => RecordAsync(pending, () => ActAsync(pending.Message, submission)));
        }

        return new InboxJob(
            reads ? $"message {pending.Message.Key}" : $"chat {submission.Platform} {submission.Backout?.Value ?? submission.Channel}",
            Task.CompletedTask,
            () => RecordAsync(pending, () => ActAsync(pending.Message, submission)));
    }

    private async Task RecordAsync(PendingMessage pending, Func<Task> act)
    {
        var message = pending.Message;
        using var activity = BackoutTracing.Continue($"handle {message.Source}", message.TraceParent, ActivityKind.Consumer);
        try
        {
            await act();
            instruments.DealtWith(time.GetUtcNow() - message.ReceivedAt);
        }
        catch (Exception fault)
        {
            activity?.SetStatus(ActivityStatusCode.Error, fault.Message);
            LogPutOff(logger, fault, message.Key, message.Source, pending.Attempts + 1);
            await PutOffAsync(pending, fault);
        }
    }

    private async Task PutOffAsync(PendingMessage pending, Exception fault)
    {
        try
        {
            var dueAt = time.GetUtcNow() + Backoff.Delay(pending.Attempts, options.Value.PollMin, options.Value.PollMax);
            await store.Inbox.RetryAsync(InboxKey.Of(pending.Message), dueAt, fault.Message, CancellationToken.None);
            if (fault is DirectoryUnavailableException && pending.Message.Source == ChatSubmission.Source)
            {
                await SayThatItWaitsAsync(pending.Message, fault.Message);
            }
        }
        catch (Exception storageFault)
        {
            // It is still pending, so the next look takes it again.
            LogPutOff(logger, storageFault, pending.Message.Key, pending.Message.Source, pending.Attempts + 1);
        }
    }

    /// <summary>Says it once: the key is the same at each try.</summary>
    private async Task SayThatItWaitsAsync(InboxMessage message, string why)
    {
        var submission = ChatSubmission.FromInbox(message);
        var text = new TextBody(CardTone.Attention, "I can't find out now whether you may do that. I go on trying, and it counts when I know.", [why]);
        var reply = new ChatMessage($"reply:{message.Key}:waits", submission.Channel, submission.Backout is { } backout ? ThreadWriter.CardKey(backout) : null, submission.Person, text);
        await store.Outbox.PutAsync([.. addressing.Address(reply, new CommandKey(message.Key), message.ReceivedAt)], CancellationToken.None);
    }

    private async Task ActAsync(InboxMessage message, IntakeReading reading)
    {
        switch (reading)
        {
            case IntakeReading.Event { Signal: { Kind: SignalKind.Informational } signal }:
                await CompleteAsync(message, $"Of no consequence: {signal.Summary}");
                break;
            case IntakeReading.Event { Signal: var signal }:
                await JoinAsync(message, reading, signal);
                break;
            case IntakeReading.Handled handled:
                await CompleteAsync(message, handled.Note);
                break;
            case IntakeReading.Unrecognised unrecognised:
                await unplaced.TellAsync(message, reading, unrecognised.Reason);
                await UnrecognisedAsync(message, unrecognised.Reason);
                break;
            default:
                throw new InvalidOperationException($"The source {message.Source} read {reading.GetType().Name}, which nobody knows.");
        }
    }

    private async Task JoinAsync(InboxMessage message, IntakeReading reading, Signal signal)
    {
        if (Correlation.Find(signal, catalogue) is not { } service)
        {
            await unplaced.TellAsync(message, reading, $"no plan file lists {signal.Subject}.");
            await UnrecognisedAsync(message, $"No plan file lists {signal.Resource} among its signals.");
            return;
        }

        var hearing = await store.Signals.HearAsync(signal, time.GetUtcNow(), CancellationToken.None);
        if (hearing.Repeats is { } known)
        {
            await CompleteAsync(message, $"The message {known} told the same before.");
            return;
        }

        var receipt = await SendAsync(service.Id, message, new JoinSignal(new CommandKey($"signal:{signal.Id}"), signal) { IsOutdated = hearing.IsOutdated });
        if (receipt.Fate is not CommandFate.Recorded)
        {
            await CompleteAsync(message, receipt.Note ?? "There was nothing to do, or it was done before.");
        }
    }

    private async Task<BackoutState?> EndedAsync(BackoutId id) =>
        await store.Journal.FindAsync(id, CancellationToken.None) is { } head ? await states.AtAsync(head, CancellationToken.None) : null;

    private async Task ActAsync(InboxMessage message, ChatSubmission submission)
    {
        var interpretation = ChatInterpreter.Interpret(submission, catalogue, await states.OpenAsync(CancellationToken.None), await states.UnsettledAsync(CancellationToken.None), await ban.ReasonAsync(CancellationToken.None));
        var receipt = interpretation switch
        {
            Interpretation.Say say => await SayAsync(message, say.Message, say.Message.Key),
            Interpretation.OnHalt asked => await HaltAsync(message, submission, asked),
            Interpretation.ToPoint to => await StartTowardsAsync(message, submission, to),
            Interpretation.ToStop to when catalogue.Find(to.Service) is { } service => await StopAsync(message, submission, to, service),
            Interpretation.ToUndo to => await UndoAsync(message, submission, to),
            Interpretation.ReadPoints { Name: null } read when catalogue.Find(read.Service) is { } service => await SayAsync(message, ReplyTo(submission, message, await desk.ListAsync(service, CancellationToken.None)), "points"),
            Interpretation.ReadPoints { Name: { } name } read when catalogue.Find(read.Service) is { } service => await SayAsync(message, ReplyTo(submission, message, await desk.CompareAsync(service, name, CancellationToken.None)), "points"),
            Interpretation.ReadEnded read => await SayAsync(message, ChatInterpreter.ReadEnded(submission, read, await EndedAsync(read.Ended)).Message, "ended"),
            Interpretation.ToService to => await SendAsync(to.Service, message, to.Command),
            Interpretation.ToBackout to => await grains.GetGrain<IBackoutGrain>(to.Backout.Value).HandleAsync(await EnvelopeAsync(message, to.Command, BackoutHead.ServiceOf(to.Backout))),
            _ => throw new InvalidOperationException($"Nobody knows what to do with {interpretation.GetType().Name}."),
        };
        switch (receipt)
        {
            case { Fate: CommandFate.Refused, Note: { } why }:
                await SayAsync(message, ReplyTo(submission, message, new TextBody(CardTone.Attention, why, [])), why);
                break;
            case { Fate: not CommandFate.Recorded }:
                await CompleteAsync(message, receipt.Note ?? "There was nothing to do, or it was done before.");
                break;
            default:
                break;
        }
    }

    private async Task<CommandReceipt> HaltAsync(InboxMessage message, ChatSubmission submission, Interpretation.OnHalt asked)
    {
        if (await halts.DecideAsync(message, submission, asked) is { } answer)
        {
            return await SayAsync(message, ReplyTo(submission, message, answer), answer.Headline);
        }

        await halts.TellAsync(CancellationToken.None);
        return new CommandReceipt(CommandFate.Recorded, null);
    }

    private async Task<CommandReceipt> StartTowardsAsync(InboxMessage message, ChatSubmission submission, Interpretation.ToPoint to)
    {
        var (target, answer) = await desk.FindAsync(to.Service, to.Name, CancellationToken.None);
        if (target is null)
        {
            return await SayAsync(message, ReplyTo(submission, message, answer!), answer!.Headline);
        }

        var start = to.Start with { To = target };
        return to.Backout is { } backout
            ? await grains.GetGrain<IBackoutGrain>(backout.Value).HandleAsync(await EnvelopeAsync(message, start, to.Service))
            : await SendAsync(to.Service, message, start);
    }

    private async Task<CommandReceipt> StopAsync(InboxMessage message, ChatSubmission submission, Interpretation.ToStop to, ServiceDefinition service)
    {
        var (command, answer) = await stops.ReadAsync(service, to, CancellationToken.None);
        return command is null
            ? await SayAsync(message, ReplyTo(submission, message, answer!), answer!.Headline)
            : await SendAsync(service.Id, message, command);
    }

    private async Task<CommandReceipt> UndoAsync(InboxMessage message, ChatSubmission submission, Interpretation.ToUndo to)
    {
        var (start, answer) = await undos.ReadAsync(to, CancellationToken.None);
        return start is null
            ? await SayAsync(message, ReplyTo(submission, message, answer!), answer!.Headline)
            : await SendAsync(BackoutHead.ServiceOf(to.Ended), message, start);
    }

    private static ChatMessage ReplyTo(ChatSubmission submission, InboxMessage message, TextBody body) =>
        new($"reply:{message.Key}", submission.Channel, submission.Backout is { } backout ? ThreadWriter.CardKey(backout) : null, submission.Person, body);

    private async Task<CommandReceipt> SayAsync(InboxMessage message, ChatMessage reply, string note)
    {
        // The inbox key of a submission begins with its platform, as a command's key does.
        var messages = addressing.Address(reply, new CommandKey(message.Key), message.ReceivedAt);
        await store.Inbox.CompleteAsync(InboxKey.Of(message), note, [.. messages], CancellationToken.None);
        return new CommandReceipt(CommandFate.Recorded, null);
    }

    private async Task<CommandReceipt> SendAsync(ServiceId service, InboxMessage message, BackoutCommand command) =>
        await grains.GetGrain<IServiceGrain>(service.Value).RouteAsync(await EnvelopeAsync(message, command, service));

    /// <summary>Asks who the person is before the backout takes its turn, so that no backout waits for a directory.</summary>
    private async Task<CommandEnvelope> EnvelopeAsync(InboxMessage message, BackoutCommand command, ServiceId service)
    {
        var may = command.By is { } person && catalogue.Find(service) is { } definition
            ? await authority.OfAsync(person, definition, CancellationToken.None)
            : Authority.None;
        return new CommandEnvelope(command, InboxKey.Of(message), message.ReceivedAt, Activity.Current?.Id ?? message.TraceParent, may, Routed: false);
    }

    private async Task CompleteAsync(InboxMessage message, string note) =>
        await store.Inbox.CompleteAsync(InboxKey.Of(message), note, CancellationToken.None);

    private async Task UnrecognisedAsync(InboxMessage message, string reason)
    {
        LogUnrecognised(logger, message.Key, message.Source, reason);
        instruments.NotUnderstood(message.Source);
        await store.Inbox.MarkUnrecognisedAsync(InboxKey.Of(message), reason, CancellationToken.None);
    }
}
