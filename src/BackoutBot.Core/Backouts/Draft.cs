using BackoutBot.Core.Announcements;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.StateMachines;

namespace BackoutBot.Core.Backouts;

/// <summary>A decision in the making: each event is applied at once, so that the next rule sees its effect.</summary>
internal sealed class Draft(BackoutState state, BackoutCommand command, DecisionContext context)
{
    private readonly List<BackoutEvent> _events = [];

    internal BackoutState State { get; private set; } = state;

    internal DecisionContext Context => context;

    internal void Add(BackoutEvent happened)
    {
        _events.Add(happened);
        State = State.Apply(happened, context.Now, command.Key);
    }

    /// <summary>Asks the machine without moving; a refusal comes back in words.</summary>
    internal Refusal? Ask(BackoutTrigger trigger)
    {
        Ruling<BackoutPhase> ruling = Rule(trigger);
        return ruling.Verdict is Verdict.Refused ? new Refusal(RefusalCode.WrongPhase, ruling.Reason!) : null;
    }

    /// <summary>Fires the trigger and writes down the move, with what stakeholders are told of it.</summary>
    internal void Fire(BackoutTrigger trigger)
    {
        BackoutPhase before = State.Phase;
        Ruling<BackoutPhase> ruling = Rule(trigger);
        if (ruling.Verdict is not Verdict.Moved)
        {
            return;
        }

        Add(new PhaseEntered(before, ruling.State, trigger));
        foreach (AnnouncementMade announcement in AnnouncementWriter.OnEntering(State, context.Service))
        {
            Add(announcement);
        }
    }

    internal Decision Done(Refusal? refusal = null) => new(_events, refusal);

    private Ruling<BackoutPhase> Rule(BackoutTrigger trigger) =>
        BackoutMachine.Fire(State.Phase, trigger, State.HasStepInFlight, State.Outcome ?? BackoutPhase.StoodDown);
}
