using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Parts.Dns;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Story;

namespace BackoutBot.Sandbox.Parts.Alarms;

/// <summary>The alarms: each follows what it watches, as late as the scenario says.</summary>
internal sealed class AlarmSimulation(Scenario scenario, Pace pace, AlarmNotification notification)
{
    /// <summary>Schedules the evaluation of each alarm whose state is not what it should be, and forgets those that are no longer needed.</summary>
    public void Reconcile(AccountState state, DateTimeOffset now)
    {
        Release(state);
        foreach (var alarm in state.Alarms)
        {
            var wanted = Wanted(state, alarm);
            var planned = state.Agenda.Find(d => d.Kind == DueKind.AlarmEvaluated && d.Subject == alarm.Name);
            if (wanted == alarm.Value)
            {
                if (planned is not null)
                {
                    state.Agenda.Remove(planned);
                }
            }
            else if (planned is null)
            {
                var seconds = Seconds(alarm.Name);
                state.Agenda.Add(new Due(now + pace.Of(wanted == "ALARM" ? seconds.ToAlarm : seconds.ToOk), DueKind.AlarmEvaluated, alarm.Name));
            }
        }
    }

    public void Evaluate(AccountState state, string name, DateTimeOffset at)
    {
        var alarm = state.Alarm(name);
        var wanted = Wanted(state, alarm);
        if (wanted == alarm.Value)
        {
            return;
        }

        var old = alarm.Value;
        alarm.Value = wanted;
        alarm.UpdatedAt = at;
        if (scenario.Alarms.Find(a => a.Name == name) is { } metric)
        {
            (alarm.Reason, alarm.ReasonData) = AlarmReason.OfMetric(metric, old, wanted, at);
            notification.Send(state, metric, alarm, old);
        }
        else
        {
            var composite = scenario.CompositeAlarms.First(a => a.Name == name);
            var child = notification.RuleOf(composite).Children.Select(state.Alarm).MaxBy(a => a.UpdatedAt);
            (alarm.Reason, alarm.ReasonData) = child is null ? ("The rule holds by itself", null) : AlarmReason.OfComposite(scenario.AlarmArn(child.Name), child);
            if (IsSuppressed(state, composite))
            {
                alarm.WithheldSince ??= old;
            }
            else
            {
                alarm.WithheldSince = null;
                notification.Send(state, composite, alarm, old);
            }
        }
    }

    /// <summary>Whether the actions of a composite alarm are suppressed now. Its wait and extension periods are taken for zero.</summary>
    public static bool IsSuppressed(AccountState state, CompositeAlarm composite) => composite.Suppressor is { } suppressor && state.Alarm(suppressor).Value == "ALARM";

    // "When the suppressor alarm leaves ALARM, the composite alarm performs its actions": those of the state that it is in then.
    private void Release(AccountState state)
    {
        foreach (var composite in scenario.CompositeAlarms.Where(a => !IsSuppressed(state, a)))
        {
            var held = state.Alarm(composite.Name);
            if (held.WithheldSince is { } old && old != held.Value)
            {
                notification.Send(state, composite, held, old);
            }

            held.WithheldSince = null;
        }
    }

    private string Wanted(AccountState state, AlarmState alarm)
    {
        if (scenario.CompositeAlarms.Find(a => a.Name == alarm.Name) is { } composite)
        {
            return notification.RuleOf(composite).Holds(child => state.Alarm(child).Value) ? "ALARM" : "OK";
        }

        var metric = scenario.Alarms.First(a => a.Name == alarm.Name);
        if (!metric.IsEvaluated)
        {
            return alarm.Value;
        }

        var bad = alarm.Value == "ALARM"
            ? state.UnhealthyTargets > 0 || !IsClear(state, metric.Clear)
            : state.UnhealthyTargets >= metric.Raise.UnhealthyTargets;
        return bad ? "ALARM" : "OK";
    }

    private static bool IsClear(AccountState state, ClearCondition? clear) =>
        clear is null || state.Records.Exists(r => r.Name == RecordName.Normalize(clear.Record) && r.Values.Exists(clear.AnyOf.Contains));

    private AlarmSeconds Seconds(string name) =>
        scenario.Alarms.Find(a => a.Name == name)?.Seconds ?? scenario.CompositeAlarms.First(a => a.Name == name).Seconds;
}
