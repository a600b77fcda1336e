using BackoutBot.Aws.Events;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>Makes a signal of an alarm's change of state, wherever it was read from.</summary>
internal static class AlarmSignal
{
    public static IntakeReading Of(EventOrigin origin, AlarmArn? arn, string name, string? state, DateTimeOffset? changedAt, string? reason, string? suppressedBy, SignalDetails details)
    {
        if (arn is not { } alarm)
        {
            return new IntakeReading.Unrecognised("A CloudWatch alarm without a readable ARN.");
        }

        if (!origin.MaySpeakOf(alarm.Account, alarm.Region, AwsResourceKeys.Alarm(alarm.Account, alarm.Region, alarm.Name)))
        {
            return new IntakeReading.Unrecognised(origin.Refusal("A CloudWatch alarm", alarm.Account, alarm.Region));
        }

        if (!string.Equals(alarm.Name, name, StringComparison.Ordinal))
        {
            return new IntakeReading.Unrecognised("A CloudWatch alarm whose name and ARN differ.");
        }

        var kind = state switch
        {
            "ALARM" when suppressedBy is not null => SignalKind.Informational,
            "ALARM" => SignalKind.AlarmRaised,
            "OK" => SignalKind.AlarmCleared,
            "INSUFFICIENT_DATA" => SignalKind.AlarmUndetermined,
            _ => (SignalKind?)null,
        };
        if (kind is null)
        {
            return new IntakeReading.Unrecognised("A CloudWatch alarm in a state that CloudWatch does not have.");
        }

        details.With("state", state).With("reason", reason).With("suppressedBy", suppressedBy);
        return new IntakeReading.Event(new Signal(
            origin.Id,
            kind.Value,
            AwsResourceKeys.Alarm(alarm.Account, alarm.Region, alarm.Name),
            alarm.Name,
            origin.TimeOf(changedAt),
            Summary(alarm.Name, state!, suppressedBy),
            details.Build()));
    }

    // The reason is a detail: CloudWatch's is long, and a card needs one sentence.
    private static string Summary(string name, string state, string? suppressedBy) => LogText.Clip(suppressedBy is null
        ? $"Alarm {name} is {state}."
        : $"Alarm {name} is {state}, its actions suppressed by {suppressedBy}.");
}
