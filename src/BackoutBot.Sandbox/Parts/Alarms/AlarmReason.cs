using System.Globalization;
using System.Text.Json;
using BackoutBot.Sandbox.Account;

namespace BackoutBot.Sandbox.Parts.Alarms;

/// <summary>Why an alarm changed, in CloudWatch's own words and with its StateReasonData.</summary>
internal static class AlarmReason
{
    public static (string Reason, string Data) OfMetric(MetricAlarm alarm, string old, string value, DateTimeOffset at)
    {
        var datapoint = value == "ALARM" ? alarm.Metric.Bad : alarm.Metric.Good;
        var start = at.AddSeconds(-alarm.Metric.Period);
        var reason = $"Threshold Crossed: 1 out of the last 1 datapoints [{Number(datapoint)} ({start.UtcDateTime:dd/MM/yy HH:mm:ss})] was "
            + $"{(value == "ALARM" ? "" : "not ")}greater than the threshold ({Number(alarm.Metric.Threshold)}) (minimum 1 datapoint for {old} -> {value} transition).";
        var data = JsonSerializer.Serialize(new
        {
            version = "1.0",
            queryDate = Stamp(at),
            startDate = Stamp(start),
            statistic = alarm.Metric.Statistic,
            period = alarm.Metric.Period,
            recentDatapoints = new[] { datapoint },
            threshold = alarm.Metric.Threshold,
            evaluatedDatapoints = new[] { new { timestamp = Stamp(start), value = datapoint } },
        });
        return (reason, data);
    }

    public static (string Reason, string Data) OfComposite(string childArn, AlarmState child) =>
    (
        $"{childArn} transitioned to {child.Value} at {child.UpdatedAt.UtcDateTime:dddd dd MMMM, yyyy HH:mm:ss} UTC",
        JsonSerializer.Serialize(new { triggeringAlarms = new[] { new { arn = childArn, state = new { value = child.Value, timestamp = Stamp(child.UpdatedAt) } } } })
    );

    // 5 is written 5.0, as Java does.
    private static string Number(double number) => number.ToString("0.0###############", CultureInfo.InvariantCulture);

    // CloudWatch writes the offset without a colon.
    public static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
}
