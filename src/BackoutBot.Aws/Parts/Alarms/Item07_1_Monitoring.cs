using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>7.1 Verify CloudWatch and other monitoring tools are active: every alarm exists, has data, is quiet, and would tell somebody.</summary>
internal sealed class Item07_1_Monitoring(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsCheck("7.1", catalogue, clients, time)
{
    protected override async Task JudgeAsync(CheckContext context, AwsServiceResources resources, AwsLook look, Findings findings)
    {
        if (resources.Alarms.Count == 0)
        {
            NothingNamed(findings, "alarms");
            return;
        }

        var alarms = await look.AlarmsAsync(resources.Alarms);
        var quiet = 0;
        foreach (var name in resources.Alarms)
        {
            if (Judge(name, alarms.GetValueOrDefault(name), findings))
            {
                quiet++;
            }
        }

        if (quiet == resources.Alarms.Count)
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
