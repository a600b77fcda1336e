using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Aws.Tests.Support;

/// <summary>A real web server in place of SNS's own host: what it serves is the test's to say.</summary>
internal sealed class CertificateServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private CertificateServer(WebApplication app) => this.app = app;

    public ConcurrentQueue<string> Requests { get; } = [];

    public Func<HttpContext, Task> Answer { get; set; } = context =>
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    };

    public Uri Origin => new(app.Urls.Single());

    public static async Task<CertificateServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new CertificateServer(builder.Build());
        server.app.Run(context =>
        {
            server.Requests.Enqueue(context.Request.Path);
            return server.Answer(context);
        });
        await server.app.StartAsync();
        return server;
    }

    public void Serve(string text) => Answer = context => context.Response.WriteAsync(text);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
