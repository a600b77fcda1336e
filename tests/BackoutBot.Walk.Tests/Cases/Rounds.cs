using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Plans;
using BackoutBot.Walk.Tests.Bots;
using BackoutBot.Walk.Tests.Endings;

namespace BackoutBot.Walk.Tests.Cases;

/// <summary>How a backout came to its present plan: at once, or after another one that was replaced somewhere.</summary>
/// <param name="Place">Where the first plan was stopped; null where the first is the present one.</param>
/// <param name="Cause">Why it was replaced.</param>
internal sealed record Rounds(Boundary? Place, NewPlan Cause)
{
    // A step that follows at once reads nothing again.
    private static readonly TimeSpan NotAtOnce = TimeSpan.FromMinutes(2);

    /// <summary>There is one plan only.</summary>
    public static Rounds One { get; } = new(null, NewPlan.Asked);

    /// <summary>First of all the deployment in flight is stopped, by a small plan.</summary>
    public static Rounds StopFirst { get; } = new(null, NewPlan.StopFirst);

    /// <summary>Whether the first plan can be replaced at a place for that cause. For those that somebody else causes it is looked at between the steps only.</summary>
    public static bool IsPossible(NewPlan cause, Boundary place, BackoutState state) => cause switch
    {
        NewPlan.Asked => state.Phase is BackoutPhase.AwaitingApproval or BackoutPhase.Running or BackoutPhase.Validating,
        NewPlan.StopFirst => false,
        NewPlan.StepUndone => (IsBetween(place, state) || place.Name == $"enters {BackoutPhase.Validating}") && LastToUndo(state) is not null,
        NewPlan.LaterOneDenied => IsBetween(place, state) && state.Effects.Count > 0,
        _ => state.Phase is BackoutPhase.AwaitingApproval || IsBetween(place, state),
    };

    /// <summary>From the alarm to where the present plan is asked for.</summary>
    /// <returns>Whether it came there.</returns>
    public async Task<bool> BeginAsync(WalkedBackout walk)
    {
        await walk.AlarmAsync();
        if (Cause is NewPlan.StopFirst)
        {
            await walk.GoUntilAsync(state => state.RestorePoint is not null);
            await walk.SayAsync(new Stop(walk.NextKey(), WalkPeople.Alice, "the alarm", await walk.Bot.ReadInFlightAsync()));
            return walk.State.Phase is BackoutPhase.AwaitingApproval;
        }

        if (Place is null)
        {
            return true;
        }

        if (!await walk.GoToAsync(Place))
        {
            return false;
        }

        await AbortClose.StillAsync(walk);
        switch (Cause)
        {
            case NewPlan.Asked:
                await walk.SayAsync(new Replan(walk.NextKey(), WalkPeople.Bob));
                break;
            case NewPlan.StepUndone:
                await walk.SayAsync(new Undo(walk.NextKey(), WalkPeople.Alice, LastToUndo(walk.State)!.Id, "it was not that"));
                break;
            case NewPlan.LaterOneDenied:
                await walk.SayAsync(new Replan(walk.NextKey(), WalkPeople.Bob));
                if (!await walk.GoUntilAsync(state => state.Phase is BackoutPhase.AwaitingApproval))
                {
                    return false;
                }

                await walk.SayAsync(new Deny(walk.NextKey(), WalkPeople.Bob, null, "not so"));
                await PlanAgainWhereBlockedAsync(walk);
                break;
            default:
                await InterfereAsync(walk);
                await walk.GoUntilAsync(state => state.Phase is BackoutPhase.Planning or BackoutPhase.Blocked);
                await PlanAgainWhereBlockedAsync(walk);
                await IncludeWhatWasMovedAsync(walk);
                break;
        }

        return walk.State.Phase is BackoutPhase.Planning;
    }

    public override string ToString() => Cause is NewPlan.StopFirst ? "[stopped first] " : Place is null ? "" : $"[{Words} at {Place}] ";

    private string Words => Cause switch
    {
        NewPlan.Asked => "replanned",
        NewPlan.LaterOneDenied => "later plan denied",
        NewPlan.StepUndone => "last step undone",
        NewPlan.RecordMoved => "record moved",
        _ => "deployed",
    };

    /// <summary>What was done last; not to the release, for the one that the story brings comes to no end.</summary>
    private static PlanStep? LastToUndo(BackoutState state) => Undoing.Lasting(state).Select(effect => effect.Step).LastOrDefault(step => step.Action is not ("codedeploy-stop" or "codedeploy-redeploy"));

    private static bool IsBetween(Boundary place, BackoutState state) =>
        state.Phase is BackoutPhase.Running && (place.Name == $"enters {BackoutPhase.Running}" || place.Name.EndsWith(" succeeded", StringComparison.Ordinal));

    private static async Task PlanAgainWhereBlockedAsync(WalkedBackout walk)
    {
        if (walk.State.Phase is BackoutPhase.Blocked)
        {
            await walk.SayAsync(new Replan(walk.NextKey(), WalkPeople.Bob));
        }
    }

    /// <summary>What was put back and then moved is left as it is; here somebody wants it put back once more.</summary>
    private static async Task IncludeWhatWasMovedAsync(WalkedBackout walk)
    {
        if (walk.State.Phase is BackoutPhase.Planning
            && Undoing.Lasting(walk.State).Any(effect => effect.Step.Action == "route53-revert")
            && await walk.GoUntilAsync(state => state.Phase is BackoutPhase.AwaitingApproval or BackoutPhase.Unplannable)
            && walk.State.Includable is [var moved, ..])
        {
            await walk.SayAsync(new Include(walk.NextKey(), WalkPeople.Alice, moved));
        }
    }

    private async Task InterfereAsync(WalkedBackout walk)
    {
        walk.Account.Clock.Advance(NotAtOnce);
        if (Cause is NewPlan.RecordMoved)
        {
            await walk.Account.MoveAsync(walk.Plan.Records[^1], "by-hand.shop.example.");
        }
        else
        {
            await walk.Account.DeployAsync("v2.4.0");
        }

        if (walk.State.Phase is BackoutPhase.Paused)
        {
            await walk.SayAsync(new Resume(walk.NextKey(), WalkPeople.Bob));
        }
    }
}

/// <summary>Why a plan is replaced by another.</summary>
internal enum NewPlan
{
    /// <summary>Somebody asked for it.</summary>
    Asked,

    /// <summary>Somebody asked for it, denied what came, and asked once more.</summary>
    LaterOneDenied,

    /// <summary>Somebody wants put back what the last step did.</summary>
    StepUndone,

    /// <summary>Somebody else moved a record that the plan rests on.</summary>
    RecordMoved,

    /// <summary>Somebody else deployed.</summary>
    Deployed,

    /// <summary>It was a small plan, which only stopped what was being deployed.</summary>
    StopFirst,
}
