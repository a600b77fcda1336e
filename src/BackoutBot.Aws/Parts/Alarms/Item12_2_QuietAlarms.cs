using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Releases;

namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>
/// 12.2 Monitor performance and logs post-rollback: the alarms that led to the backout and all others of the service are quiet. One that
/// was off before the release is no reason to doubt the rollback, and is told apart.
/// </summary>
internal sealed class Item12_2_QuietAlarms(IAwsResourceCatalogue catalogue, AwsClients clients, IEnumerable<IReleaseSource> releases, TimeProvider time)
    : AwsCheck("12.2", catalogue, clients, time)
{
    public override bool SeesHowServiceIs => true;

    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        DateTimeOffset? trouble = null;
        var asked = false;
        foreach (var account in resources.Accounts)
        {
            var triggering = TriggeringAlarms(context, account);
            string[] names = [.. resources.Of<ServiceAlarm>().Where(alarm => alarm.Account == account).Select(alarm => alarm.Name).Union(triggering, StringComparer.Ordinal)];
            if (names.Length == 0)
            {
                continue;
            }

            var alarms = await look.In(account).AlarmsAsync(names);
            if (!asked && alarms.Values.Any(alarm => alarm.State == "ALARM" && !triggering.Contains(alarm.Name)))
            {
                trouble = context.ReleasedAt ?? (await Task.WhenAll(releases.Select(source => source.ReleasedAtAsync(context, CancellationToken.None)))).Min();
                asked = true;
            }

            foreach (var name in names)
            {
                Judge(name, alarms.GetValueOrDefault(name), triggering.Contains(name), trouble, context.ProvesSince, findings);
            }

            // A composite alarm changes only once one of those does that its rule names.
            findings.Settles(await look.In(account).WindowBelowAsync(alarms.Values));
        }
    }

    private static void Judge(string name, AlarmState? alarm, bool isTriggering, DateTimeOffset? trouble, DateTimeOffset? provesSince, Findings findings)
    {
        findings.Settles(alarm?.Window ?? TimeSpan.Zero);
        switch (alarm)
        {
            case null:
                findings.Unknown($"There is no alarm {name}.", $"Make the alarm {name}, or correct its name in the plan file.");
                break;
            case { State: not "ALARM", IsBlind: true }:
                findings.Unknown($"{AlarmEvaluation.Of(alarm)!.Value.Sentence} That it is {alarm.State} proves nothing.", AlarmEvaluation.Of(alarm)!.Value.Fix);
                break;
            case { State: "OK", Evaluation: AlarmEvaluation.Partial }:
                findings.Warn(AlarmEvaluation.Of(alarm)!.Value.Sentence, AlarmEvaluation.Of(alarm)!.Value.Fix);
                break;
            case { State: "OK", IsForWantOfData: true } when alarm.Since >= provesSince:
                findings.Unknown($"{name} is OK for want of data, which proves nothing.", $"See that requests come in again, so that {name} has something to measure.");
                break;
            case { State: "OK" }:
                findings.Pass($"{name} is OK.");
                break;
            case { State: "ALARM" } when !isTriggering && trouble is { } since && alarm.Since < since:
                findings.Warn($"{name} is in ALARM since {alarm.Since.Value.UtcDateTime:u}, before the release.", $"Deal with {name} by itself: this rollback neither made nor mends it.");
                break;
            case { State: "ALARM" }:
                findings.Fail($"{name} is in ALARM.", $"Wait for {name}, or see what it says: {LogText.Clip(alarm.Reason ?? "no reason given")}");
                break;
            default:
                if (provesSince is not null)
                {
                    findings.Unknown($"{name} lacks data ({alarm.State}), so it proves nothing.", $"See whether the metric of {name} still comes in.");
                    break;
                }

                findings.Warn($"{name} lacks data ({alarm.State}).", $"See whether the metric of {name} still comes in.");
                break;
        }
    }

    private static HashSet<string> TriggeringAlarms(CheckContext context, AwsAccount account)
    {
        var prefix = AwsResourceKeys.Alarm(account.Id, account.Region, "").Value;
        return context.TriggeringAlarms
            .Select(key => key.Value)
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => key[prefix.Length..])
            .ToHashSet(StringComparer.Ordinal);
    }
}
