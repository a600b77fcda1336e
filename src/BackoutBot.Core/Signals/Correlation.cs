using BackoutBot.Core.Services;

namespace BackoutBot.Core.Signals;

/// <summary>Finds the service that a signal belongs to, by the plan files' tables and nothing else.</summary>
public static class Correlation
{
    /// <summary>The service that lists the signal's resource, or null where none does.</summary>
    public static ServiceDefinition? Find(Signal signal, IServiceCatalogue catalogue) =>
        catalogue.All.FirstOrDefault(service => service.SignalKeys.Contains(signal.Resource));
}
