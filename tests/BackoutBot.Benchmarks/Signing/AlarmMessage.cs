using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackoutBot.Benchmarks.Signing;

/// <summary>What a CloudWatch metric alarm publishes, as long as a real one is.</summary>
/// <param name="Alarm">The alarm's name.</param>
/// <param name="IsRaised">Whether it went to ALARM; else it went to OK.</param>
/// <param name="At">When its state changed, UTC.</param>
internal sealed record AlarmMessage(string Alarm, bool IsRaised, DateTimeOffset At)
{
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Subject => $"{State(IsRaised)}: \"{Alarm}\" in EU (Ireland)";

    public string ToJson()
    {
        var topic = Demo.AlarmTopic;
        return new JsonObject
        {
            ["AlarmName"] = Alarm,
            ["AlarmDescription"] = "More than one answer in a hundred is an error of ours",
            ["AWSAccountId"] = Demo.Account,
            ["AlarmConfigurationUpdatedTimestamp"] = Stamp(At.AddDays(-30)),
            ["NewStateValue"] = State(IsRaised),
            ["NewStateReason"] = $"Threshold Crossed: 1 out of the last 1 datapoints [{(IsRaised ? "41.0" : "0.0")} ({At:dd/MM/yy HH:mm:ss})] was {(IsRaised ? "" : "not ")}greater than the threshold (1.0) (minimum 1 datapoint for {State(!IsRaised)} -> {State(IsRaised)} transition).",
            ["StateChangeTime"] = Stamp(At),
            ["Region"] = "EU (Ireland)",
            ["AlarmArn"] = $"arn:aws:cloudwatch:{Demo.Region}:{Demo.Account}:alarm:{Alarm}",
            ["OldStateValue"] = State(!IsRaised),
            ["OKActions"] = new JsonArray(topic),
            ["AlarmActions"] = new JsonArray(topic),
            ["InsufficientDataActions"] = new JsonArray(),
            ["Trigger"] = new JsonObject
            {
                ["MetricName"] = "HTTPCode_Target_5XX_Count",
                ["Namespace"] = "AWS/ApplicationELB",
                ["StatisticType"] = "Statistic",
                ["Statistic"] = "SUM",
                ["Unit"] = null,
                ["Dimensions"] = new JsonArray(
                    new JsonObject { ["value"] = "targetgroup/checkout-api-prod/73e2d6bc24d8a067", ["name"] = "TargetGroup" },
                    new JsonObject { ["value"] = "app/shop-prod/50dc6c495c0c9188", ["name"] = "LoadBalancer" }),
                ["Period"] = 60,
                ["EvaluationPeriods"] = 1,
                ["DatapointsToAlarm"] = 1,
                ["ComparisonOperator"] = "GreaterThanThreshold",
                ["Threshold"] = 1.0,
                ["TreatMissingData"] = "notBreaching",
                ["EvaluateLowSampleCountPercentile"] = "",
            },
        }.ToJsonString(Format);
    }

    private static string State(bool raised) => raised ? "ALARM" : "OK";

    // CloudWatch writes the offset without a colon.
    private static string Stamp(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
}
