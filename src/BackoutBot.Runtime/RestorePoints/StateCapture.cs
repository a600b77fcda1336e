using BackoutBot.Core.Actions;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Runtime.RestorePoints;

/// <summary>Captures, by the actions that a service's plan file names, the state to go back to.</summary>
internal sealed class StateCapture(IEnumerable<IRollbackAction> actions, IEnumerable<IReleaseSource> releases, TimeProvider time)
{
    private readonly Dictionary<string, IRollbackAction> actions = actions.ToDictionary(action => action.Name, StringComparer.Ordinal);

    /// <summary>What runs, or is being deployed: what is to be left.</summary>
    /// <exception cref="Exception">A source could not be read; the message is fit for people.</exception>
    public async Task<Release> RunningAsync(ActionContext context, CancellationToken cancellationToken) =>
        Release.Of((await Task.WhenAll(releases.Select(source => source.RunningAsync(context, cancellationToken)))).SelectMany(components => components));

    /// <summary>Reads the present state.</summary>
    /// <param name="context">For which backout of which service.</param>
    /// <param name="faultsAreProblems">Whether what an action could not read is written down as a problem; otherwise it is thrown, to be tried again.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<RestorePoint> CaptureAsync(ActionContext context, bool faultsAreProblems, CancellationToken cancellationToken)
    {
        List<CapturedState> states = [];
        List<string> problems = [];

        // The earliest moment is the honest one: what is read later may already have changed.
        var takenAt = time.GetUtcNow();
        foreach (var name in context.Service.Steps.Select(step => step.Action).Distinct(StringComparer.Ordinal))
        {
            if (!actions.TryGetValue(name, out var action))
            {
                problems.Add($"This bot has no action «{name}».");
                continue;
            }

            try
            {
                states.AddRange(await action.CaptureAsync(context, cancellationToken));
            }
            catch (Exception fault) when (faultsAreProblems && !cancellationToken.IsCancellationRequested)
            {
                problems.Add($"{name}: {fault.Message}");
            }
        }

        return new RestorePoint(takenAt, states, problems);
    }
}
