using BackoutBot.Core.Announcements;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Plans;
using BackoutBot.Core.StateMachines;

namespace BackoutBot.Core.Backouts;

/// <summary>A decision in the making: each event is applied at once, so that the next rule sees its effect.</summary>
internal sealed class Draft(BackoutState state, BackoutCommand command, DecisionContext context)
{
    private readonly List<BackoutEvent> _events = [];

    internal BackoutState State { get; private set; } = state;

    internal DecisionContext Context => context;

    /// <summary>What stands open. A journal of an earlier version does not say which step closes which; the plan file does.</summary>
    internal IEnumerable<Effect> OpenBrackets => State.Effects
        .Where(effect => effect.Standing is not EffectStanding.Undone)
        .Select(effect => effect.Closing is null ? effect with { Closing = ClosingByPlanFile(effect) } : effect)
        .Where(effect => effect.Closing is not null);

    internal void Add(BackoutEvent happened)
    {
        _events.Add(happened);
        State = State.Apply(happened, context.Now, command.Key);
    }

    /// <summary>Whether something of that kind happens by this decision.</summary>
    internal bool Holds<T>()
        where T : BackoutEvent => _events.OfType<T>().Any();

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

        // Whoever has the deployment stopped asks for what follows, too.
        if (ruling.State is BackoutPhase.Planning && State is { RequestedBy: null, Stopping: { } stopping })
        {
            Add(new BackoutRequested(stopping.By, stopping.Reason));
        }

        Effect[] open = [.. OpenBrackets];
        Add(new PhaseEntered(before, ruling.State, trigger));
        if (ruling.State is BackoutPhase.Ending)
        {
            Add(Ending.Of(open));
        }

        Announce();
    }

    /// <summary>Whether something is up that another plan was set aside for.</summary>
    internal bool HasSetAside => State.Stopping is not null || State.BeforeUndo is not null;

    /// <summary>Takes up again what was set aside. Stakeholders were told of that when it came about.</summary>
    internal void CallOff()
    {
        BackoutPhase before = State.Phase;
        BackoutTrigger off = State.Stopping is not null ? BackoutTrigger.StopOff : BackoutTrigger.UndoOff;
        BackoutPhase back = Rule(off).State;
        Add(State.Stopping is not null ? new StopCalledOff() : new UndoCalledOff());
        if (back != before)
        {
            Add(new PhaseEntered(before, back, off));
        }
    }

    /// <summary>Writes down what stakeholders are told of how it stands now, once an occasion.</summary>
    internal void Announce()
    {
        foreach (AnnouncementMade announcement in AnnouncementWriter.OnEntering(State, context.Service))
        {
            Add(announcement);
        }
    }

    /// <summary>Writes down what stakeholders are told because their last word is not so any more.</summary>
    internal void AnnouncePage()
    {
        foreach (AnnouncementMade announcement in PageNews.Of(State, context.Service))
        {
            Add(announcement);
        }
    }

    private PlanStep? ClosingByPlanFile(Effect opened) =>
        context.Service.Steps.FirstOrDefault(step => step.Closes == opened.Step.Id || (step.Closes is { } opens && context.Service.Steps.Any(one => one.Id == opens && one.Entry == opened.Step.Id))) is { } definition
        && State.ApprovedSteps.Find(step => step.Id == definition.Id || step.Id == definition.Entry) is { } closing
        && !State.Effects.Exists(effect => effect.Step.Id == closing.Id && effect.Standing is EffectStanding.Seen && effect.Since >= opened.Since)
            ? closing with { Closes = opened.Step.Id }
            : null;

    internal Decision Done(Refusal? refusal = null) => new(_events, refusal);

    private Ruling<BackoutPhase> Rule(BackoutTrigger trigger) =>
        BackoutMachine.Fire(State.Phase, trigger, BackoutFacts.Of(State) with { HasOpenBrackets = OpenBrackets.Any() });
}
