using System.Globalization;
using System.Xml;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using BackoutBot.Aws.Reading;

namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>An alarm mute rule that is active: the alarms are evaluated, and do nothing when they go off.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Alarms">The alarms that it names.</param>
/// <param name="Until">How long it mutes, for people.</param>
internal sealed record AlarmMute(string Rule, IReadOnlyList<string> Alarms, string Until)
{
    /// <summary>Whether it mutes that alarm. What a rule without targets mutes is not in CloudWatch's API reference: it is taken for all.</summary>
    public bool Mutes(string alarm) => Alarms.Count == 0 || Alarms.Contains(alarm, StringComparer.Ordinal);
}

/// <summary>Reads CloudWatch's alarm mute rules.</summary>
internal static class AlarmMuteReading
{
    private const string NameBefore = ":alarm-mute-rule:";

    /// <summary>The rules that mute alarms now.</summary>
    public static async Task<IReadOnlyList<AlarmMute>> MutesAsync(this AwsLook look)
    {
        const string api = "cloudwatch:ListAlarmMuteRules";
        List<string> arns = [];
        ListAlarmMuteRulesResponse answer;
        string? token = null;
        do
        {
            var page = token;
            answer = await look.CallAsync(
                api,
                "active alarm mute rules",
                (aws, cancel) => aws.CloudWatch.ListAlarmMuteRulesAsync(new ListAlarmMuteRulesRequest { Statuses = [AlarmMuteRuleStatus.ACTIVE.Value], NextToken = page }, cancel));
            arns.AddRange((answer.AlarmMuteRuleSummaries ?? []).Select(rule => rule.AlarmMuteRuleArn));
            token = answer.NextToken;
        }
        while (!string.IsNullOrEmpty(token));

        look.Saw(api, answer, arns.Order(StringComparer.Ordinal), ("active alarm mute rules", arns.Count.ToString(CultureInfo.InvariantCulture)));
        List<AlarmMute> mutes = [];
        foreach (var name in arns.Select(arn => arn[(arn.IndexOf(NameBefore, StringComparison.Ordinal) + NameBefore.Length)..]))
        {
            mutes.Add(await look.MuteAsync(name));
        }

        return mutes;
    }

    private static async Task<AlarmMute> MuteAsync(this AwsLook look, string name)
    {
        var rule = await look.CallAsync(
            "cloudwatch:GetAlarmMuteRule",
            $"alarm mute rule {name}",
            (aws, cancel) => aws.CloudWatch.GetAlarmMuteRuleAsync(new GetAlarmMuteRuleRequest { AlarmMuteRuleName = name }, cancel));
        return new AlarmMute(name, rule.MuteTargets?.AlarmNames ?? [], Until(rule.Rule?.Schedule, rule.ExpireDate.ToInstant()));
    }

    // "The duration begins when the schedule expression time is reached": Schedule, CloudWatch API reference. Of a window that comes again only
    // CloudWatch knows which one this is.
    private static string Until(Schedule? schedule, DateTimeOffset? expires)
    {
        if (schedule is { Expression: { } expression, Duration: { } duration } && OnceAt(expression, schedule.Timezone) is { } begins && TryRead(duration, out var length))
        {
            var ends = begins + length;
            return $"until {(expires < ends ? expires.Value : ends).UtcDateTime:u}";
        }

        return schedule is null ? "until it ends" : $"for {schedule.Duration} from each {schedule.Expression}{(schedule.Timezone is { Length: > 0 } zone ? $" in {zone}" : "")}{(expires is { } end ? $", the last time before {end.UtcDateTime:u}" : "")}";
    }

    private static DateTimeOffset? OnceAt(string expression, string? zone) =>
        expression.StartsWith("at(", StringComparison.Ordinal)
        && DateTime.TryParse(expression[3..].TrimEnd(')'), CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        && TimeZoneInfo.TryFindSystemTimeZoneById(zone is { Length: > 0 } ? zone : "UTC", out var known)
            ? new DateTimeOffset(local, known.GetUtcOffset(local))
            : null;

    private static bool TryRead(string duration, out TimeSpan length)
    {
        try
        {
            length = XmlConvert.ToTimeSpan(duration);
            return true;
        }
        catch (FormatException)
        {
            length = default;
            return false;
        }
    }
}
