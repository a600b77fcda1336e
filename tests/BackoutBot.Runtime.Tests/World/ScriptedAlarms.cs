using BackoutBot.Core.Ids;
using BackoutBot.Core.Signals;

namespace BackoutBot.Runtime.Tests.World;

/// <summary>Reads the world's alarms.</summary>
internal sealed class ScriptedAlarms(ScriptedWorld world) : IAlarmReader
{
    public async Task<IReadOnlyList<RaisedAlarm>> RaisedAsync(BackoutId backout, ServiceId service, IReadOnlyList<ResourceKey> alarms, CancellationToken cancellationToken)
    {
        await world.BeforeAlarmsAreRead();
        return [.. alarms.Where(world.Raised.ContainsKey).Select(alarm => new RaisedAlarm(alarm, alarm.Value.Split(':')[^1], null))];
    }
}
