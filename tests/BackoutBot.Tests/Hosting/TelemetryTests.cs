using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using BackoutBot.Hosting;
using BackoutBot.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace BackoutBot.Tests.Hosting;

/// <summary>What a collector gets over OTLP.</summary>
public sealed class TelemetryTests
{
    private const string Secret = "unguessable-4711";

    [Fact]
    public async Task Given_an_endpoint_then_the_bots_traces_and_metrics_arrive_there_and_no_webhooks_path_does()
    {
        ConcurrentDictionary<string, string> received = new(StringComparer.Ordinal);
        await using WebApplication collector = await StartCollectorAsync(received);
        await using WebApplication app = await StartBotAsync(collector.Urls.Single());
        using ActivitySource source = new("BackoutBot");
        using Meter meter = new("BackoutBot.Tests");
        using HttpClient client = new() { BaseAddress = new Uri(app.Urls.Single()) };

        source.StartActivity("handle a message")?.Dispose();
        meter.CreateCounter<long>("backoutbot.tests.counter").Add(1);
        using (SuppressInstrumentationScope.Begin())
        {
            // The caller is in this process as well, and is none of the bot's.
            _ = await client.GetAsync(new Uri($"/sns/{Secret}", UriKind.Relative));
        }

        // The caller has its answer before the bot's own part of it is over: the server waits for that part when it stops.
        await app.StopAsync();
        Assert.True(app.Services.GetRequiredService<TracerProvider>().ForceFlush());
        Assert.True(app.Services.GetRequiredService<MeterProvider>().ForceFlush());

        Assert.Contains("backoutbot", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("handle a message", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("/sns/(hidden)", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("backoutbot.tests.counter", received["/v1/metrics"], StringComparison.Ordinal);
        Assert.DoesNotContain(received.Values, body => body.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_no_endpoint_then_nothing_is_collected()
    {
        await using WebApplication app = await StartBotAsync(collector: null);

        Assert.Null(app.Services.GetService<TracerProvider>());
        Assert.Null(app.Services.GetService<MeterProvider>());
    }

    private static async Task<WebApplication> StartBotAsync(string? collector)
    {
        WebApplicationBuilder builder = BackoutBotHost.CreateBuilder(new HostArguments(Urls: "http://127.0.0.1:0"));
        _ = builder.Configuration.AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_ENDPOINT", collector), new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]);
        _ = builder.AddObservability();
        WebApplication app = builder.Build();
        _ = app.MapGet("/sns/{secret}", (string secret) => secret.Length);
        await app.StartAsync();
        return app;
    }

    /// <summary>Takes what is sent and keeps it as text: names are readable in protobuf, whatever is around them.</summary>
    private static async Task<WebApplication> StartCollectorAsync(ConcurrentDictionary<string, string> received)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        WebApplication app = builder.Build();
        _ = app.MapPost("/v1/{kind}", async (HttpRequest request) =>
        {
            using MemoryStream body = new();
            await request.Body.CopyToAsync(body);
            _ = received.AddOrUpdate(request.Path, _ => Encoding.Latin1.GetString(body.ToArray()), (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
            return Results.Bytes([], "application/x-protobuf");
        });
        await app.StartAsync();
        return app;
    }
}
