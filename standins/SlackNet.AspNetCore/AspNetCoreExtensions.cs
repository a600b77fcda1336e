using Microsoft.Extensions.DependencyInjection;

namespace SlackNet.AspNetCore;

public static class AspNetCoreExtensions
{
    public static IServiceCollection AddSlackNet(this IServiceCollection serviceCollection, Action<AspNetSlackServiceConfiguration> configure = null)
    {
        AspNetSlackServiceConfiguration configuration = new(serviceCollection);
        configure?.Invoke(configuration);
        configuration.ConfigureServices();
        return serviceCollection;
    }
}
