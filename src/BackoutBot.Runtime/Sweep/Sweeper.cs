using BackoutBot.Core.Ids;
using BackoutBot.Runtime.Backouts;
using BackoutBot.Runtime.Halts;
using BackoutBot.Runtime.Proposals;
using BackoutBot.Runtime.Residues;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.Sweep;

/// <summary>
/// Wakes the open backouts, at the start and every few seconds: what a crash, here or in another process, left lying goes on.
/// The inbox and the outbox look through what they have missed by themselves, at the same pace.
/// </summary>
internal sealed partial class Sweeper(IStore store, IGrainFactory grains, HaltDesk halts, ProposalRenewal proposals, ResidueWatch residues, LeftOpen leftOpen, IOptions<RuntimeOptions> options, TimeProvider time, ILogger<Sweeper> logger) : BackgroundService
{
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    private DateTimeOffset forgotAt;
    private DateTimeOffset lookedAt;
    private HashSet<BackoutId> wasOpen = [];
    private IReadOnlySet<(BackoutId, StepId, DateTimeOffset?)> wasGone = new HashSet<(BackoutId, StepId, DateTimeOffset?)>();
    private Task looking = Task.CompletedTask;
    private Task proposing = Task.CompletedTask;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                LogFailed(logger, fault);
            }

            await Task.Delay(options.Value.SweepInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        // Before they are woken: what began meanwhile, or was halted by another process, does not know it yet.
        await halts.TellAsync(stoppingToken);
        var open = await store.Journal.ListOpenAsync(stoppingToken);
        foreach (var head in open)
        {
            try
            {
                await grains.GetGrain<IBackoutGrain>(head.Id.Value).WakeAsync();
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // What is wrong with one is no reason to leave the others lying.
                LogNotWoken(logger, fault, head.Id);
            }
        }

        var now = time.GetUtcNow();

        // What is open must not wait until AWS has answered for what has ended.
        if (proposing.IsCompleted)
        {
            proposing = BesideAsync(() => proposals.LookAsync(open, stoppingToken), stoppingToken);
        }

        // What goes on, or has ended, may have taken away what an earlier one had left, or seen it to be gone.
        var hasEnded = wasOpen.Except(open.Select(head => head.Id)).Any();
        var gone = await residues.SeenGoneAsync(stoppingToken);
        if (looking.IsCompleted && (leftOpen.WasSeenGone() || hasEnded || gone.Except(wasGone).Any() || now - lookedAt >= options.Value.ResidueInterval))
        {
            lookedAt = now;
            wasGone = gone;
            looking = BesideAsync(() => residues.LookAsync(stoppingToken), stoppingToken);
        }

        wasOpen = [.. open.Select(head => head.Id)];
        if (now - forgotAt >= ForgetInterval)
        {
            await store.Inbox.ForgetAsync(now - options.Value.InboxRetention, stoppingToken);
            await store.Signals.ForgetAsync(now - options.Value.InboxRetention, stoppingToken);
            forgotAt = now;
        }
    }

    private async Task BesideAsync(Func<Task> look, CancellationToken stoppingToken)
    {
        try
        {
            await look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: the next start looks at once.
        }
        catch (Exception fault)
        {
            LogNotLooked(logger, fault);
        }
    }
}
