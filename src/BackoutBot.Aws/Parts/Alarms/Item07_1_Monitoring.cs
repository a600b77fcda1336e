using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>7.1 Verify CloudWatch and other monitoring tools are active: every alarm exists, has data, is quiet, and would tell somebody.</summary>
internal sealed class Item07_1_Monitoring(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsCheck("7.1", catalogue, clients, time)
{
    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        var all = resources.Of<ServiceAlarm>().ToArray();
        var quiet = 0;
        foreach (var account in all.GroupBy(alarm => alarm.Account))
        {
            var alarms = await look.In(account.Key).AlarmsAsync([.. account.Select(alarm => alarm.Name)]);
            quiet += account.Count(alarm => Judge(alarm.Name, alarms.GetValueOrDefault(alarm.Name), findings));
        }

        if (all.Length > 0 && quiet == all.Length)
        {
            findings.Pass($"All {quiet} alarms are OK, enabled, and tell somebody.");
        }
    }

    private static bool Judge(string name, AlarmState? alarm, Findings findings)
    {
        switch (alarm)
        {
            case null:
                findings.Fail($"There is no alarm {name}.", $"Make the alarm {name}, or correct its name in the plan file.");
                return false;
            case { ActionsEnabled: false }:
                findings.Fail($"The actions of {name} are disabled.", $"Enable the actions of {name}.");
                return false;
            case { Actions: 0 }:
                findings.Fail($"{name} does nothing when it goes off.", $"Let {name} notify one of the plan file's topics.");
                return false;
            case { State: "ALARM" }:
                findings.Fail($"{name} is in ALARM.", $"Mend what {name} says before anything is deployed: {LogText.Clip(alarm.Reason ?? "no reason given")}");
                return false;
            case { SuppressedBy: { } suppressor }:
                findings.Warn($"The actions of {name} are suppressed ({suppressor}).", $"Know that {name} tells nobody while it is suppressed.");
                return false;
            case { State: not "OK" }:
                findings.Warn($"{name} lacks data ({alarm.State}).", $"See whether the metric of {name} still comes in.");
                return false;
            default:
                return true;
        }
    }
}
