using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Services;

/// <summary>The services that have a plan file.</summary>
public interface IServiceCatalogue
{
    /// <summary>All of them, by name.</summary>
    IReadOnlyList<ServiceDefinition> All { get; }

    /// <summary>The service of that name, or null.</summary>
    ServiceDefinition? Find(ServiceId id);
}
