using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Benchmarks.Signing;

/// <summary>Serves the signing certificate to whoever verifies, as SNS's own host would.</summary>
internal sealed class CertificateServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly SigningAuthority authority;
    private int downloads;

    private CertificateServer(SigningAuthority authority)
    {
        this.authority = authority;

        // Empty, since any other builder watches the working folder for changed settings, and so each write of the bot below it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        app = builder.Build();
        app.UseRouting();
        app.MapGet(authority.Path, Download);
    }

    public Uri Origin => new(app.Urls.Single());

    /// <summary>How often the certificate was fetched: zero would mean that somebody verified nothing.</summary>
    public int Downloads => Volatile.Read(ref downloads);

    public static async Task<CertificateServer> StartAsync(SigningAuthority authority)
    {
        var server = new CertificateServer(authority);
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private string Download()
    {
        Interlocked.Increment(ref downloads);
        return authority.LeafPem;
    }
}
