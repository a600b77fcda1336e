using Stateless;
using Stateless.Reflection;

namespace BackoutBot.Core.StateMachines;

/// <summary>
/// A Stateless machine over a state kept outside, in which every pair of state and trigger is decided: allowed, ignored or
/// refused with a reason. Built for one command and thrown away.
/// </summary>
/// <typeparam name="TState">The states.</typeparam>
/// <typeparam name="TTrigger">The triggers.</typeparam>
internal sealed class DecidedMachine<TState, TTrigger>
    where TState : struct, Enum
    where TTrigger : struct, Enum
{
    private readonly StateMachine<TState, TTrigger> _machine;
    private readonly Dictionary<(TState State, TTrigger Trigger), string> _refusals = [];
    private TState _state;

    internal DecidedMachine(TState state)
    {
        _state = state;
        _machine = new StateMachine<TState, TTrigger>(() => _state, next => _state = next);
    }

    internal StateMachineInfo Info => _machine.GetInfo();

    internal Rules In(TState state) => new(this, state, _machine.Configure(state));

    internal Ruling<TState> Fire(TTrigger trigger)
    {
        TState before = _state;
        if (_machine.CanFire(trigger, out ICollection<string> unmet))
        {
            _machine.Fire(trigger);
            return new Ruling<TState>(_state.Equals(before) ? Verdict.Ignored : Verdict.Moved, _state, null);
        }

        if (unmet is { Count: > 0 })
        {
            return new Ruling<TState>(Verdict.Refused, before, string.Join(' ', unmet));
        }

        return _refusals.TryGetValue((before, trigger), out string? reason)
            ? new Ruling<TState>(Verdict.Refused, before, reason)
            : throw new UndecidedTriggerException($"Nothing is decided about {trigger} in {before}.");
    }

    /// <summary>What one state says, written so that it reads like the checklist.</summary>
    internal sealed class Rules(DecidedMachine<TState, TTrigger> owner, TState state, StateMachine<TState, TTrigger>.StateConfiguration configuration)
    {
        internal Rules Within(TState outer)
        {
            configuration.SubstateOf(outer);
            return this;
        }

        internal Rules Go(TTrigger trigger, TState to)
        {
            configuration.Permit(trigger, to);
            return this;
        }

        internal Rules GoIf(TTrigger trigger, TState to, Func<bool> guard, string otherwise)
        {
            configuration.PermitIf(trigger, to, guard, otherwise);
            return this;
        }

        internal Rules GoIf(TTrigger trigger, TState to, params (Func<bool> Guard, string Otherwise)[] guards)
        {
            configuration.PermitIf(trigger, to, [.. guards.Select(one => Tuple.Create(one.Guard, one.Otherwise))]);
            return this;
        }

        internal Rules GoTo(TTrigger trigger, Func<TState> to, string description, params TState[] possible)
        {
            var destinations = new DynamicStateInfos();
            foreach (TState one in possible)
            {
                destinations.Add(one, description);
            }

            configuration.PermitDynamic(trigger, to, possibleDestinationStates: destinations);
            return this;
        }

        internal Rules GoToIf(TTrigger trigger, Func<TState> to, string description, TState[] possible, Func<bool> guard, string otherwise)
        {
            var destinations = new DynamicStateInfos();
            foreach (TState one in possible)
            {
                destinations.Add(one, description);
            }

            configuration.PermitDynamicIf(trigger, to, guard, otherwise, destinations);
            return this;
        }

        internal Rules Ignore(params ReadOnlySpan<TTrigger> triggers)
        {
            foreach (TTrigger trigger in triggers)
            {
                configuration.Ignore(trigger);
            }

            return this;
        }

        internal Rules Refuse(string reason, params ReadOnlySpan<TTrigger> triggers)
        {
            foreach (TTrigger trigger in triggers)
            {
                owner._refusals.Add((state, trigger), reason);
            }

            return this;
        }
    }
}
