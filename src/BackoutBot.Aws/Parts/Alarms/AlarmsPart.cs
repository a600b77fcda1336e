using BackoutBot.Aws.Access;
using BackoutBot.Aws.Plan;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Signals;
using BackoutBot.PlanFiles;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Parts.Alarms;

/// <summary>CloudWatch: the alarms that tell how the service is.</summary>
internal sealed class AlarmsPart : IAwsPart
{
    /// <inheritdoc />
    public string Key => "alarms";

    /// <inheritdoc />
    public IReadOnlyList<PlanAction> Actions { get; } =
        [];

    /// <inheritdoc />
    public AwsAccess Access => AlarmAccess.Needed;

    /// <inheritdoc />
    public IEnumerable<AwsResource> Read(AwsPartReader reader)
    {
        foreach (var entry in reader.Section.TextsOrSections(Key, AlarmRules.Name, "Names of the CloudWatch alarms, metric, composite and log; an entry that says its account too is a mapping."))
        {
            var name = entry.Text ?? entry.Section?.Text("alarm", AlarmRules.Name, "The alarm's name.");
            var account = entry.Section is { } section ? reader.AccountOf(section) : reader.Own;
            entry.Section?.Close();
            if (name is not null)
            {
                reader.Claim(account, $"alarm {name.Value}", name);
                yield return new ServiceAlarm(name.Value) { Id = name.Value, Account = account };
            }
        }
    }

    /// <inheritdoc />
    public IEnumerable<ResourceKey> SignalKeys(AwsResource resource) =>
        resource is ServiceAlarm alarm ? [AwsResourceKeys.Alarm(alarm.Account.Id, alarm.Account.Region, alarm.Name)] : [];

    /// <inheritdoc />
    public void Register(IServiceCollection services) => services
        .AddSingleton<IAlarmReader, AlarmReader>()
        .AddSingleton<ICheck, Item07_1_Monitoring>()
        .AddSingleton<ICheck, Item12_2_QuietAlarms>();
}
