using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SlackNet.Blocks;
using SlackNet.Interaction;

namespace SlackNet.AspNetCore;

public class AspNetSlackServiceConfiguration
{
    private readonly IServiceCollection _services;
    private readonly HandlerTypes _handlers = new();

    internal AspNetSlackServiceConfiguration(IServiceCollection services) => _services = services;

    public AspNetSlackServiceConfiguration UseApiClient(Func<IServiceProvider, ISlackApiClient> apiClientProvider)
    {
        _services.AddSingleton(apiClientProvider);
        return this;
    }

    public AspNetSlackServiceConfiguration UseJsonSettings(Func<IServiceProvider, SlackJsonSettings> jsonSettingsProvider)
    {
        _services.AddSingleton(jsonSettingsProvider);
        return this;
    }

    public AspNetSlackServiceConfiguration RegisterEventHandler<THandler>()
        where THandler : class, IEventHandler =>
        Register<THandler>(() => _handlers.Events.Add(typeof(THandler)));

    public AspNetSlackServiceConfiguration RegisterBlockActionHandler<TAction, THandler>()
        where TAction : BlockAction
        where THandler : class, IBlockActionHandler<TAction> =>
        Register<THandler>(() => _handlers.BlockActions.Add((services, request) =>
            request.Actions[0] is TAction action ? services.GetRequiredService<THandler>().Handle(action, request) : Task.CompletedTask));

    public AspNetSlackServiceConfiguration RegisterMessageShortcutHandler<THandler>(string callbackId)
        where THandler : class, IMessageShortcutHandler =>
        Register<THandler>(() => _handlers.MessageShortcuts.Add(callbackId, typeof(THandler)));

    public AspNetSlackServiceConfiguration RegisterSlashCommandHandler<THandler>(string command)
        where THandler : class, ISlashCommandHandler =>
        Register<THandler>(() => _handlers.SlashCommands.Add(command, typeof(THandler)));

    public AspNetSlackServiceConfiguration RegisterViewSubmissionHandler<THandler>(string callbackId)
        where THandler : class, IViewSubmissionHandler =>
        Register<THandler>(() => _handlers.ViewSubmissions.Add(callbackId, typeof(THandler)));

    internal void ConfigureServices()
    {
        _services.TryAddSingleton(_ => Default.JsonSettings());
        _services.TryAddSingleton<ISlackRequestHandler>(services => new SlackRequestHandler(_handlers, services.GetRequiredService<SlackJsonSettings>()));
    }

    private AspNetSlackServiceConfiguration Register<THandler>(Action register)
        where THandler : class
    {
        _services.TryAddScoped<THandler>();
        register();
        return this;
    }
}

/// <summary>Which handler reads what.</summary>
internal sealed class HandlerTypes
{
    public List<Type> Events { get; } = [];

    public List<Func<IServiceProvider, BlockActionRequest, Task>> BlockActions { get; } = [];

    public Dictionary<string, Type> MessageShortcuts { get; } = [];

    public Dictionary<string, Type> SlashCommands { get; } = [];

    public Dictionary<string, Type> ViewSubmissions { get; } = [];
}
