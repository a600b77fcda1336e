using System.Globalization;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.Core.Signals;

namespace BackoutBot.Benchmarks.Micro;

/// <summary>A backout with a long history: its alarms go off and clear for hours.</summary>
internal sealed class Journal
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 3, 12, 0, TimeSpan.Zero);
    private static readonly ResourceKey[] Alarms = [.. Enumerable.Range(0, 8).Select(alarm => new ResourceKey($"aws:cloudwatch:{Demo.Account}:{Demo.Region}:alarm-{alarm}"))];

    private static readonly ServiceDefinition Service = new(
        new ServiceId("checkout-api"),
        "production",
        "#ops",
        Alarms,
        new ApprovalPolicy([new PersonId("alice"), new PersonId("bob")], [], 1, TimeSpan.FromMinutes(15)),
        [new Audience(AudienceKind.Managers, "#stakeholders")],
        new ValidationPolicy(TimeSpan.FromDays(1), TimeSpan.FromDays(1)),
        new Dictionary<ItemId, string>(),
        [new StepDefinition(new StepId("code"), "codedeploy-stop", [])]);

    private readonly List<(BackoutEvent Event, CommandKey Cause)> events = [];
    private readonly int signals;

    /// <param name="length">How many events.</param>
    public Journal(int length)
    {
        while (events.Count < length)
        {
            foreach (var happened in Decide().Events)
            {
                var cause = new CommandKey($"c-{events.Count}");
                events.Add((happened, cause));
                State = State.Apply(happened, Begin, cause);
            }

            signals++;
        }
    }

    public BackoutState State { get; private set; } = BackoutState.New(new BackoutId("checkout-api-1"));

    /// <summary>Decides what the next signal leads to.</summary>
    public Decision Decide()
    {
        var raised = signals % 16 < 8;
        var signal = new Signal(
            new SignalId(signals.ToString(CultureInfo.InvariantCulture)),
            raised ? SignalKind.AlarmRaised : SignalKind.AlarmCleared,
            Alarms[signals % Alarms.Length],
            $"alarm-{signals % Alarms.Length}",
            Begin.AddSeconds(signals),
            "The alarm changed its state.",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["reason"] = "Threshold Crossed: 1 out of the last 1 datapoints" });
        return BackoutDecider.Decide(State, new JoinSignal(new CommandKey($"signal:{signals}"), signal), new DecisionContext(Service, Begin.AddSeconds(signals), Authority.None));
    }

    /// <summary>Folds the events into the state.</summary>
    public BackoutState Fold()
    {
        var state = BackoutState.New(State.Id);
        foreach (var (happened, cause) in events)
        {
            state = state.Apply(happened, Begin, cause);
        }

        return state;
    }
}
