using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;

namespace BackoutBot.Runtime.Tests.World;

/// <summary>The scripted world's services.</summary>
public sealed class ScriptedCatalogue(ScriptedWorld world) : IServiceCatalogue
{
    public IReadOnlyList<ServiceDefinition> All => world.Services;

    public ServiceDefinition? Find(ServiceId id) => All.FirstOrDefault(service => service.Id == id);
}
