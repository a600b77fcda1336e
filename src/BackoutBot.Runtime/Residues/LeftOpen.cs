using BackoutBot.Core.Actions;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Services;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.Residues;

/// <summary>Looks whether what an ended backout left open still stands, as the step that would close it sees it.</summary>
internal sealed partial class LeftOpen(
    IEnumerable<IRollbackAction> actions,
    IServiceCatalogue catalogue,
    IOptions<RuntimeOptions> options,
    TimeProvider time,
    ILogger<LeftOpen> logger)
{
    // A list that lags behind may not show yet what was put up right before the end.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, IRollbackAction> actions = actions.ToDictionary(action => action.Name, StringComparer.Ordinal);
    private int isSeenGone;

    /// <summary>Whether something was seen to be gone whose backout does not know it yet, since this was asked last.</summary>
    public bool WasSeenGone() => Interlocked.Exchange(ref isSeenGone, 0) != 0;

    /// <summary>The ended backout without what it left open and is seen to be gone by now.</summary>
    public async Task<BackoutState> AsItStandsAsync(BackoutState ended, CancellationToken cancellationToken)
    {
        foreach (var open in ended.OpenBrackets.ToArray())
        {
            if (await IsGoneAsync(ended, open, cancellationToken))
            {
                Interlocked.Exchange(ref isSeenGone, 1);
                ended = ended with { Effects = ended.Effects.Remove(open) };
            }
        }

        return ended;
    }

    /// <summary>Whether it is seen to be gone; not where it can't be read, or may not be shown yet.</summary>
    /// <param name="ended">The backout that left it.</param>
    /// <param name="open">What it left.</param>
    /// <param name="wasTakenAway">Whether a step is known to have taken it away, so that no list lags behind its coming.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    public async Task<bool> IsGoneAsync(BackoutState ended, Effect open, CancellationToken cancellationToken, bool wasTakenAway = false)
    {
        var lag = options.Value.ResidueInterval < Lag ? options.Value.ResidueInterval : Lag;
        if ((!wasTakenAway && time.GetUtcNow() - ended.ClosedAt < lag) || catalogue.Find(ended.Service) is not { } service || !actions.TryGetValue(open.Closing!.Action, out var action))
        {
            return false;
        }

        try
        {
            return await action.VerifyAsync(new ActionContext(ended.Id, service, SuspectSince: null), open.Closing, cancellationToken) is { StandsNow.Standing: EffectStanding.Undone };
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnread(logger, fault, ended.Id, open.Step.Id);
            return false;
        }
    }
}
