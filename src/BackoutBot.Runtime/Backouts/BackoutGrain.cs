using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.Backouts;

/// <summary>
/// One backout at work. Commands are decided in turns; what is on the agenda is done beside the turns and reports back by a
/// command. All state here is a cache: a second activation, or none for a while, does no harm.
/// </summary>
internal sealed partial class BackoutGrain(BackoutServices services, WorkRunner runner, IOptions<RuntimeOptions> options, ILogger<BackoutGrain> logger)
    : Grain, IBackoutGrain, IDisposable
{
    private readonly Dictionary<string, Task> works = new(StringComparer.Ordinal);

    // Intents that this activation wrote itself and has not acted upon: the only ones of which it is certain that nothing was done.
    private readonly HashSet<IdempotencyKey> untouched = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly Pulse signalled = new();
    private readonly UnbrokenLook proving = new(options.Value.LongestGap);
    private BackoutAggregate backout = null!;
    private CancellationTokenSource? alarm;
    private DateTimeOffset? alarmAt;
    private DateTimeOffset lastTick;
    private bool isDeactivating;

    private RuntimeOptions Options => options.Value;

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        backout = new BackoutAggregate(new BackoutId(this.GetPrimaryKeyString()), services);
        await backout.LoadAsync();
    }

    /// <inheritdoc />
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        isDeactivating = true;
        await stopping.CancelAsync();

        // A call that was made is worth waiting for: its result then need not be looked for after the restart.
        await Task.WhenAny(Task.WhenAll(works.Values), Task.Delay(Options.ShutdownGrace, services.Time, cancellationToken));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        stopping.Dispose();
        alarm?.Dispose();
    }

    /// <inheritdoc />
    public async Task<CommandReceipt> HandleAsync(CommandEnvelope envelope)
    {
        var receipt = await DecideAsync(envelope);
        Pursue();
        return receipt;
    }

    /// <inheritdoc />
    public Task WakeAsync()
    {
        Pursue();
        return Task.CompletedTask;
    }

    private async Task<CommandReceipt> DecideAsync(CommandEnvelope envelope)
    {
        var (receipt, appended) = await backout.HandleAsync(envelope);
        foreach (var entry in appended)
        {
            if (entry.Event is StepIntended intended)
            {
                untouched.Add(intended.Key);
            }
            else if (entry.Event is SignalJoined or WritesResumed)
            {
                signalled.Raise();
            }
        }

        return receipt;
    }

    /// <summary>Begins what is on the agenda and not under way yet.</summary>
    private void Pursue()
    {
        if (isDeactivating || Agenda() is not { } agenda)
        {
            return;
        }

        foreach (var work in agenda.Work.Where(work => !works.ContainsKey(work.Name)))
        {
            works[work.Name] = DriveAsync(work);
        }

        SetAlarm(agenda.WakeAt);
    }

    private BackoutAgenda? Agenda() => backout.Service is { } service
        ? BackoutAgenda.Of(backout.State, service, services.Time.GetUtcNow())
        : null;

    private bool IsDue(Work work) => !isDeactivating && Agenda() is { } agenda && agenda.Work.Any(due => due.Name == work.Name);

    /// <summary>Does the work, again and again, until it is off the agenda. A failure is one more reason to do it again, later.</summary>
    private async Task DriveAsync(Work work)
    {
        // Leaves the caller's turn: nothing below may run before the work is known to be under way.
        await Task.Yield();
        var failures = 0;
        DateTimeOffset? failsSince = null;
        var rounds = 0;
        var hasOutcome = false;
        try
        {
            while (IsDue(work))
            {
                var version = backout.State.Version;
                try
                {
                    var report = await RunAsync(work, failures, failsSince, hasOutcome);
                    if (report is NotSeenYet unseen)
                    {
                        failures++;
                        failsSince ??= services.Time.GetUtcNow();
                        LogNotSeenYet(logger, work.Name, backout.State.Id, unseen.Reason);
                    }
                    else
                    {
                        await ReportAsync(report);
                        (failures, failsSince) = (0, null);
                        hasOutcome = true;
                    }
                }
                catch (OperationCanceledException) when (stopping.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception fault)
                {
                    failures++;
                    failsSince ??= services.Time.GetUtcNow();
                    services.Instruments.WorkFailed(work);
                    LogWorkFailed(logger, fault, work.Name, backout.State.Id, failures);
                    await TellAsync(work, fault, failures, version);
                }

                rounds = backout.State.Version == version ? rounds + 1 : 0;
                if (IsDue(work))
                {
                    var longest = runner.LongestPause(work, backout.State) is { } pause && failures == 0 && pause < Options.PollMax ? pause : Options.PollMax;
                    await PauseAsync(Backoff.Delay(Math.Max(rounds, failures), Options.PollMin, longest));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: the agenda still has it, whoever looks next.
        }
        finally
        {
            works.Remove(work.Name);
        }
    }

    private async Task<BackoutCommand> RunAsync(Work work, int failures, DateTimeOffset? failsSince, bool hasOutcome)
    {
        var mayHaveActed = false;
        var cancellationToken = stopping.Token;
        if (work is Work.Begin begin)
        {
            var isUntouched = untouched.Remove(begin.Key);
            mayHaveActed = !isUntouched || begin.Attempt > 1;
            if (!isUntouched && !hasOutcome)
            {
                await SettleAsync(begin.Key);
            }

            // A change that was asked for is not called off half-way: that would only make its outcome unknown.
            cancellationToken = CancellationToken.None;
        }

        if (!IsDue(work) || backout.Service is not { } service)
        {
            throw new OperationCanceledException(stopping.Token);
        }

        var began = services.Time.GetUtcNow();
        var brief = new WorkBrief(backout.State, service, failures + 1 >= Options.FailuresBeforeTelling, mayHaveActed, backout.TraceParent)
        {
            LookedSince = proving.SinceAt(began, backout.State.WellSince),
            IsUnseenForLong = failsSince + Options.UntoldUnseen <= began,
        };
        var report = await Task.Run(() => runner.RunAsync(work, brief, cancellationToken), CancellationToken.None);
        if (report is ReportValidation)
        {
            proving.Looked(began, brief.LookedSince);
        }

        return report;
    }

    /// <summary>Somebody wrote the intent and may be at it, or may have been when the power went: gives the effect time to show.</summary>
    private async Task SettleAsync(IdempotencyKey key)
    {
        var settled = backout.IntendedAt.GetValueOrDefault(key) + Options.Settle - services.Time.GetUtcNow();
        if (settled > TimeSpan.Zero)
        {
            await Task.Delay(settled, services.Time, stopping.Token);
        }
    }

    /// <summary>Waits; what comes in from outside may make the next look worth while at once.</summary>
    private async Task PauseAsync(TimeSpan delay)
    {
        var next = signalled.Next;
        await Task.Delay(delay < Options.PollMin ? delay : Options.PollMin, services.Time, stopping.Token);
        if (delay > Options.PollMin)
        {
            await Pulse.WaitAsync(next, delay - Options.PollMin, services.Time, stopping.Token);
        }
    }

    private async Task ReportAsync(BackoutCommand report)
    {
        var envelope = new CommandEnvelope(report, null, services.Time.GetUtcNow(), backout.TraceParent, Authority.None, Routed: false);
        if (isDeactivating)
        {
            await DecideAsync(envelope);
        }
        else
        {
            await this.AsReference<IBackoutGrain>().HandleAsync(envelope);
        }
    }

    /// <summary>Tells people that it has failed for a while. Where that fails, too, the work goes on being tried.</summary>
    private async Task TellAsync(Work work, Exception fault, int failures, long version)
    {
        try
        {
            if (work is Work.Intend { Step: var step } && failures >= Options.FailuresBeforeTelling)
            {
                await ReportAsync(new ReportHeldUp(new CommandKey($"{work.Name}@{version}:held"), step, fault.Message));
            }
            else if (failures == Options.FailuresBeforeTelling && backout.State.HasThread)
            {
                await SayTroubleAsync(work, fault, failures);
            }
        }
        catch (Exception untold) when (untold is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            LogNotTold(logger, untold, work.Name, backout.State.Id);
        }
    }

    private async Task SayTroubleAsync(Work work, Exception fault, int failures)
    {
        var state = backout.State;
        var message = new ChatMessage(
            $"trouble:{state.Id}:{work.Name}:{state.Version}",
            state.Channel,
            ThreadWriter.CardKey(state.Id),
            null,
            new TextBody(CardTone.Attention, $"«{work.Name}» has failed {failures} times. I keep trying.", [fault.Message]));
        var cause = new CommandKey(work.Name);
        await services.Store.Outbox.PutAsync([.. services.Addressing.Address(message, cause, services.Time.GetUtcNow())], CancellationToken.None);
    }

    private void SetAlarm(DateTimeOffset? at)
    {
        // A tick that changed nothing must not call for the next at once.
        if (at < lastTick + Options.PollMin)
        {
            at = lastTick + Options.PollMin;
        }

        if (at == alarmAt)
        {
            return;
        }

        alarm?.Cancel();
        alarm?.Dispose();
        alarm = null;
        alarmAt = at;
        if (at is { } due)
        {
            alarm = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
            _ = TickAsync(due, alarm.Token);
        }
    }

    private async Task TickAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        try
        {
            var wait = due - services.Time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, services.Time, cancellationToken);
            }
            else
            {
                await Task.Yield();
            }

            alarmAt = null;
            lastTick = services.Time.GetUtcNow();
            await ReportAsync(new Tick(new CommandKey($"tick@{backout.State.Version}")));

            // What time alone does not decide, a look at that time does.
            signalled.Raise();
        }
        catch (OperationCanceledException)
        {
            // Another time, or stopping.
        }
        catch (Exception fault)
        {
            // The sweep wakes this backout again, which sets the alarm again.
            LogTickFailed(logger, fault, backout.State.Id);
        }
    }
}
