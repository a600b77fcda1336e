using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Signals;

/// <summary>Reads how alarms stand now, where a signal tells only what was.</summary>
public interface IAlarmReader
{
    /// <summary>Those of the alarms that are raised now; an alarm that the provider does not know is not.</summary>
    /// <param name="backout">The backout that asks.</param>
    /// <param name="service">Its service.</param>
    /// <param name="alarms">The alarms' keys.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="Exception">They could not be read, whatever the reason.</exception>
    Task<IReadOnlyList<RaisedAlarm>> RaisedAsync(BackoutId backout, ServiceId service, IReadOnlyList<ResourceKey> alarms, CancellationToken cancellationToken);
}
