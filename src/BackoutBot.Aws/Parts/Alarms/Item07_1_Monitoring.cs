using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Sns;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>7.1 Verify CloudWatch and other monitoring tools are active: every alarm exists, is evaluated, has data, is quiet, and would tell this bot.</summary>
internal sealed class Item07_1_Monitoring(IAwsResourceCatalogue catalogue, AllowedTopics topics, AwsClients clients, TimeProvider time) : AwsCheck("7.1", catalogue, clients, time)
{
    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        var all = resources.Of<ServiceAlarm>().ToArray();
        HashSet<ServiceAlarm> quiet = [];
        List<string> ways = [];
        foreach (var account in all.GroupBy(alarm => alarm.Account))
        {
            var there = look.In(account.Key);
            var alarms = await there.AlarmsAsync([.. account.Select(alarm => alarm.Name)]);
            foreach (var named in account)
            {
                if (Enabled(named.Name, alarms.GetValueOrDefault(named.Name), findings) is { } alarm
                    && await IsHeardAsync(alarm, [.. account.Select(one => one.Name)], new Ear(resources, topics, account.Key), there, ways, findings) & IsWell(alarm, findings))
                {
                    quiet.Add(named);
                }
            }

            foreach (var mute in await there.MutesAsync())
            {
                foreach (var muted in account.Where(named => mute.Mutes(named.Name) && alarms.ContainsKey(named.Name)))
                {
                    quiet.Remove(muted);
                    findings.Warn($"The actions of {muted.Name} are muted by the rule {mute.Rule}, {mute.Until}.", $"Remove the mute rule {mute.Rule}, or wait until it ends.");
                }
            }
        }

        if (all.Length > 0 && quiet.Count == all.Length)
        {
            findings.Pass($"All {all.Length} alarms are OK, enabled, and tell this bot{string.Concat(ways.Select(way => $"; {way}"))}.");
        }
    }

    /// <summary>The alarm, where it is there and does anything at all.</summary>
    private static AlarmState? Enabled(string name, AlarmState? alarm, Findings findings)
    {
        switch (alarm)
        {
            case null:
                findings.Fail($"There is no alarm {name}.", $"Make the alarm {name}, or correct its name in the plan file.");
                return null;
            case { ActionsEnabled: false }:
                findings.Fail($"The actions of {name} are disabled.", $"Enable the actions of {name}.");
                return null;
            default:
                return alarm;
        }
    }

    /// <summary>Whether it is OK, as CloudWatch has seen just now; says where it isn't.</summary>
    private static bool IsWell(AlarmState alarm, Findings findings)
    {
        var name = alarm.Name;
        switch (alarm)
        {
            case { State: "ALARM" }:
                findings.Fail($"{name} is in ALARM.", $"Mend what {name} says before anything is deployed: {LogText.Clip(alarm.Reason ?? "no reason given")}");
                return false;
            case { SuppressedBy: { } suppressor }:
                findings.Warn($"The actions of {name} are suppressed ({suppressor}).", $"Know that {name} tells nobody while it is suppressed.");
                return false;
            case { Evaluation: not null }:
                var (sentence, fix) = AlarmEvaluation.Of(alarm)!.Value;
                findings.Warn(sentence, fix);
                return false;
            case { State: not "OK" }:
                findings.Warn($"{name} lacks data ({alarm.State}).", $"See whether the metric of {name} still comes in.");
                return false;
            default:
                return true;
        }
    }

    /// <summary>Whether this bot hears of it, by the alarm itself or by a composite alarm that the plan file names; says where it doesn't.</summary>
    private static async Task<bool> IsHeardAsync(AlarmState alarm, HashSet<string> named, Ear ear, AwsLook there, List<string> ways, Findings findings)
    {
        if (alarm.Actions.Any(ear.Hears))
        {
            return true;
        }

        // An alarm that a composite alarm watches has often no actions of its own.
        var telling = (await there.CompositesOverAsync(alarm.Name)).Where(one => one.ActionsEnabled && one.Actions.Any(ear.Hears)).OrderByDescending(one => named.Contains(one.Name)).ToArray();
        switch (telling)
        {
            case []:
                findings.Fail(
                    alarm.Actions.Count == 0 ? $"{alarm.Name} does nothing when it goes off." : $"{alarm.Name} does not tell this bot when it goes off, but {string.Join(", ", alarm.Actions)}.",
                    $"Let {alarm.Name} notify one of the plan file's topics.");
                return false;
            case [var first, ..] when !named.Contains(first.Name):
                findings.Warn($"{alarm.Name} tells this bot by the composite alarm {first.Name} alone, which the plan file does not name.", $"Add {first.Name} to aws.alarms.");
                return false;
            case [{ SuppressedBy: { } suppressor } first, ..]:
                findings.Warn($"{alarm.Name} tells this bot by the composite alarm {first.Name}, whose actions are suppressed ({suppressor}).", $"Know that {alarm.Name} tells nobody while {first.Name} is suppressed.");
                return false;
            default:
                ways.Add($"{alarm.Name} by the composite alarm {telling[0].Name}");
                return true;
        }
    }

    /// <summary>By which topics this bot hears of the alarms of one account.</summary>
    private sealed record Ear(AwsService Service, AllowedTopics Topics, AwsAccount Account)
    {
        // A topic of another service may speak of what is in its own account and region; elsewhere only one that the service's own plan file names.
        public bool Hears(string action) =>
            Service.Topics.Contains(action, StringComparer.Ordinal)
            || (Topics.Find(action) is { } topic && topic.Account == Account.Id && topic.Region == Account.Region);
    }
}
