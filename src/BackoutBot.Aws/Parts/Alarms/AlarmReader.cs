using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>Reads from CloudWatch whether alarms are still raised.</summary>
internal sealed class AlarmReader(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : IAlarmReader
{
    public async Task<IReadOnlyList<RaisedAlarm>> RaisedAsync(BackoutId backout, ServiceId service, IReadOnlyList<ResourceKey> alarms, CancellationToken cancellationToken)
    {
        List<RaisedAlarm> raised = [];
        if (!catalogue.All.TryGetValue(service, out var resources))
        {
            return raised;
        }

        var look = new AwsLook(clients, resources, backout, time, cancellationToken);
        foreach (var account in resources.Of<ServiceAlarm>().GroupBy(alarm => alarm.Account))
        {
            var asked = account.ToDictionary(alarm => alarm.Name, alarm => AwsResourceKeys.Alarm(alarm.Account.Id, alarm.Account.Region, alarm.Name), StringComparer.Ordinal)
                .Where(alarm => alarms.Contains(alarm.Value))
                .ToDictionary(StringComparer.Ordinal);
            if (asked.Count > 0)
            {
                raised.AddRange((await look.In(account.Key).AlarmsAsync([.. asked.Keys])).Values.Where(alarm => alarm.State == "ALARM").Select(alarm => new RaisedAlarm(asked[alarm.Name], alarm.Name, alarm.Since)));
            }
        }

        return raised;
    }
}
