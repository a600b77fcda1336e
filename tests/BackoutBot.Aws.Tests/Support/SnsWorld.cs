using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Sns;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace BackoutBot.Aws.Tests.Support;

/// <summary>The webhook with everything behind it but the database, and a certificate server.</summary>
internal sealed class SnsWorld : IAsyncDisposable
{
    public const string Secret = "s3cret-path";

    public static readonly X509Certificate2 Certificate = TestCertificates.Trusted.Issue("sns.eu-west-1.amazonaws.com");

    private readonly WebApplication app;

    private SnsWorld(WebApplication app, CertificateServer certificates, MemoryInbox inbox, FakeTimeProvider clock, LogLines log)
    {
        this.app = app;
        Certificates = certificates;
        Inbox = inbox;
        Clock = clock;
        Log = log;
        Http = app.GetTestClient();
    }

    public CertificateServer Certificates { get; }

    public MemoryInbox Inbox { get; }

    public FakeTimeProvider Clock { get; }

    public LogLines Log { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<SnsWorld> StartAsync(params (string Key, string Value)[] settings)
    {
        var certificates = await CertificateServer.StartAsync();
        certificates.Serve(Certificate.ExportCertificatePem());
        var inbox = new MemoryInbox();
        var clock = new FakeTimeProvider(TestCertificates.Now);
        var log = new LogLines();

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = AwsEnvironments.Sandbox });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Sns:Integrations:0"] = Secret,
            ["Sns:CertificateOrigin"] = certificates.Origin.ToString(),
            ["Sns:TrustedCaPem"] = TestCertificates.Trusted.AuthorityPem,
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)));
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IInbox>(inbox);
        builder.Services.AddSingleton<IAwsResourceCatalogue>(new OneService(CheckoutApi.Resources));
        builder.Services.AddSingleton<IWriteBan>(new ScriptedBan());
        builder.Services.AddSingleton<IInstallation>(new SomeInstallation());
        builder.AddAws();
        var app = builder.Build();
        app.MapSns();
        await app.StartAsync();
        return new SnsWorld(app, certificates, inbox, clock, log);
    }

    public Task<HttpStatusCode> PostAsync(JsonObject envelope, string secret = Secret) => PostAsync(envelope.ToJsonString(), secret);

    public async Task<HttpStatusCode> PostAsync(string body, string secret = Secret, string? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/sns/{secret}") { Content = new StringContent(body, Encoding.UTF8, "text/plain") };
        if (header is not null)
        {
            request.Headers.Add(header, "true");
        }

        using var response = await Http.SendAsync(request);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        await Certificates.DisposeAsync();
    }
}
