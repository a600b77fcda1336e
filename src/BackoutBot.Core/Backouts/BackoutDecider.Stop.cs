using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Plans;

namespace BackoutBot.Core.Backouts;

public static partial class BackoutDecider
{
    private static Refusal? StopDeployment(Draft draft, Stop stop)
    {
        if (draft.Ask(BackoutTrigger.Stop) is { } refusal)
        {
            return StopsAlready(draft.State, stop.Found) ?? refusal;
        }

        if (draft.State.Stopping is not null)
        {
            return new Refusal(RefusalCode.WrongPhase, "A stop is in hand already: see the card.");
        }

        string at = $"{stop.Found.ReadAt:HH:mm:ss} UTC";
        if (stop.Found.Steps.Count == 0)
        {
            return new Refusal(RefusalCode.NothingToStop, stop.Found.Unread.Count == 0
                ? $"There is nothing to stop, as of {at}. {string.Join(' ', stop.Found.Idle)}".TrimEnd()
                : $"What is being deployed can't be stopped from here, as of {at}. {string.Join(' ', [.. stop.Found.Unread, .. stop.Found.Idle])}");
        }

        if (draft.State.Version == 0)
        {
            Open(draft, version: null, BackoutPhase.Watching, BackoutTrigger.Signal);
        }

        draft.Add(new StopRequested(stop.Person, stop.Reason));

        // One approver is enough, whatever rolling back needs: it takes nothing away that was there, and each minute counts.
        draft.Add(new PlanProposed(PlanAssembler.ToStop(draft.State, stop.Found), Quorum: 1, draft.Context.Now + draft.Context.Service.Approvals.ExpiresAfter));
        draft.Fire(BackoutTrigger.Stop);
        return null;
    }

    /// <summary>Where the plan that runs stops that very deployment, which of its steps does.</summary>
    private static Refusal? StopsAlready(BackoutState state, StopReading found) =>
        state.Phase is BackoutPhase.Running && state.Plan!.Steps.FirstOrDefault(step => found.Steps.Any(one => one.Action == step.Action && one.Basis!.SequenceEqual(step.Basis ?? []))) is { } stops
            ? new Refusal(RefusalCode.WrongPhase, $"The plan that runs stops it: «{stops.Title}», step {stops.Id}.")
            : null;
}
