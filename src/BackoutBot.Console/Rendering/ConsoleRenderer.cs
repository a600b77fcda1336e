using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Console.Rendering;

/// <summary>
/// Turns a component and its parameters into HTML. The components inject nothing, so the same parameters always give the same
/// HTML; everything that they insert is encoded, and no control character that could disguise text gets through.
/// </summary>
public sealed class ConsoleRenderer(ILoggerFactory loggers)
{
    private static readonly ServiceProvider NoServices = new ServiceCollection().BuildServiceProvider();

    /// <summary>Renders a fragment.</summary>
    /// <typeparam name="TComponent">The component.</typeparam>
    /// <param name="parameters">Its parameters, by name.</param>
    public async Task<string> RenderAsync<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        var view = ParameterView.FromDictionary(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));
        await using var renderer = new HtmlRenderer(NoServices, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TComponent>(view)).ToHtmlString());
        return VisibleControls.Reveal(html);
    }

    /// <summary>Renders a whole page as a response.</summary>
    /// <typeparam name="TComponent">The page.</typeparam>
    /// <param name="status">The response's status code.</param>
    /// <param name="parameters">The page's parameters, by name.</param>
    internal async Task<IResult> PageAsync<TComponent>(int status, params (string Name, object? Value)[] parameters)
        where TComponent : IComponent =>
        TypedResults.Content("<!doctype html>\n" + await RenderAsync<TComponent>(parameters), "text/html", Encoding.UTF8, status);
}
