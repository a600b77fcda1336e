using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Teams.Tests.Wire;

/// <summary>Everything of Microsoft's that the bot speaks to, on one loopback port: who gives tokens, who signs Teams' own, the Bot Connector, Graph.</summary>
public sealed class FakeMicrosoft : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeMicrosoft(WebApplication app) => this.app = app;

    public FakeEntra Entra { get; } = new();

    public FakeConnector Connector { get; } = new();

    public FakeGraph Graph { get; } = new();

    /// <summary>Whether every call ends as one whose time is over, without the wait.</summary>
    public bool TimesOut { get; set; }

    public static async Task<FakeMicrosoft> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        _ = builder.Logging.ClearProviders();
        FakeMicrosoft fake = new(builder.Build());
        fake.app.Run(fake.AnswerAsync);
        await fake.app.StartAsync();
        return fake;
    }

    /// <summary>Takes the place of the network: what goes to Microsoft's hosts arrives here, and nothing goes anywhere else.</summary>
    public HttpMessageHandler Network() => new ToLoopback(this, new Uri(app.Urls.Single()));

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private Task AnswerAsync(HttpContext context) => context.Request.Headers[ToLoopback.OriginalHost].ToString() switch
    {
        "login.microsoftonline.com" => Entra.GiveTokenAsync(context),
        "smba.trafficmanager.net" => Connector.AnswerAsync(context, Entra),
        "graph.microsoft.com" => Graph.AnswerAsync(context, Entra),
        var other => Task.FromException(new InvalidOperationException($"The bot asked {other} for {context.Request.Path}")),
    };

    private sealed class ToLoopback(FakeMicrosoft fake, Uri loopback) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        public const string OriginalHost = "X-Original-Host";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (fake.TimesOut)
            {
                throw new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout elapsing.", new TimeoutException());
            }

            Uri asked = request.RequestUri!;
            Assert.Equal(Uri.UriSchemeHttps, asked.Scheme);
            request.Headers.Add(OriginalHost, asked.Host);
            request.RequestUri = new UriBuilder(asked) { Scheme = loopback.Scheme, Host = loopback.Host, Port = loopback.Port }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
