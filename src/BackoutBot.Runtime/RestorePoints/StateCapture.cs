using BackoutBot.Core.Actions;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Runtime.RestorePoints;

/// <summary>Captures, by the actions that a service's plan file names, the state to go back to.</summary>
internal sealed class StateCapture(IEnumerable<IRollbackAction> actions, IEnumerable<IReleaseSource> releases, TimeProvider time)
{
    private const int MostCharacters = 1_000_000;

    private readonly Dictionary<string, IRollbackAction> actions = actions.ToDictionary(action => action.Name, StringComparer.Ordinal);

    /// <summary>What runs, or is being deployed: what is to be left.</summary>
    /// <exception cref="Exception">A source could not be read; the message is fit for people.</exception>
    public async Task<Release> RunningAsync(ActionContext context, CancellationToken cancellationToken) =>
        Release.Of((await Task.WhenAll(releases.Select(source => source.RunningAsync(context, cancellationToken)))).SelectMany(components => components));

    /// <summary>Whether anything is being deployed.</summary>
    /// <exception cref="Exception">A source could not be read; the message is fit for people.</exception>
    public async Task<bool> IsDeployingAsync(ActionContext context, CancellationToken cancellationToken) =>
        (await Task.WhenAll(releases.Select(source => source.IsDeployingAsync(context, cancellationToken)))).Any(deploying => deploying);

    /// <summary>Whether nothing is being deployed, and what was deployed last ended well.</summary>
    /// <exception cref="Exception">A source could not be read; the message is fit for people.</exception>
    public async Task<bool> IsSettledAsync(ActionContext context, CancellationToken cancellationToken) =>
        (await Task.WhenAll(releases.Select(source => source.IsSettledAsync(context, cancellationToken)))).All(settled => settled);

    /// <summary>Reads the present state. What an action could not read is in the point as not read, with the reason.</summary>
    /// <param name="context">For which backout of which service.</param>
    /// <param name="faultsAreStates">Whether that is to be taken for an answer; otherwise it is thrown, to be tried again.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<RestorePoint> CaptureAsync(ActionContext context, bool faultsAreStates, CancellationToken cancellationToken)
    {
        // The earliest moment is the honest one: what is read later may already have changed.
        var takenAt = time.GetUtcNow();
        string[] names = [.. context.Service.Steps.Select(step => step.Action).Distinct(StringComparer.Ordinal)];
        var read = await Task.WhenAll(names.Where(actions.ContainsKey).Select(name => CaptureAsync(actions[name], context, faultsAreStates, cancellationToken)));
        return new RestorePoint(
            takenAt,
            [.. Bounded(read.SelectMany(states => states))],
            [.. names.Where(name => !actions.ContainsKey(name)).Select(name => $"This bot has no action «{name}».")]);
    }

    private static async Task<IReadOnlyList<CapturedState>> CaptureAsync(IRollbackAction action, ActionContext context, bool faultsAreStates, CancellationToken cancellationToken)
    {
        try
        {
            var states = await action.CaptureAsync(context, cancellationToken);
            return faultsAreStates || states.FirstOrDefault(state => state.Unread is not null) is not { } unread ? states : throw new InvalidOperationException(unread.Summary);
        }
        catch (Exception fault) when (faultsAreStates && !cancellationToken.IsCancellationRequested)
        {
            return [CapturedState.NotRead(action.Name, "", fault.Message)];
        }
    }

    private static IEnumerable<CapturedState> Bounded(IEnumerable<CapturedState> states)
    {
        var size = 0;
        foreach (var state in states)
        {
            var length = state.State.GetRawText().Length;
            if (size + length > MostCharacters)
            {
                yield return CapturedState.NotRead(state.Action, state.Resource, $"its state is too large to keep: a restore point holds {MostCharacters:N0} characters");
                continue;
            }

            size += length;
            yield return state;
        }
    }
}
