using BackoutBot.Hosting.Sandbox;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace BackoutBot.Operations;

/// <summary>Registers logs, traces and metrics.</summary>
public static class ObservabilityRegistration
{
    /// <summary>All of the bot's own sources and meters begin so.</summary>
    private const string Ours = "BackoutBot*";

    private static readonly string[] ExporterKeys = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    /// <summary>
    /// JSON logs, or readable ones where a person watches the terminal. Traces and metrics only where an OTLP endpoint is
    /// configured (https://opentelemetry.io/docs/specs/otel/protocol/exporter/): without one nobody would read them.
    /// </summary>
    public static IHostApplicationBuilder AddObservability(this IHostApplicationBuilder builder)
    {
        _ = builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment() || builder.Environment.IsEnvironment(SandboxMode.Environment))
        {
            _ = builder.Logging.AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.TimestampFormat = "HH:mm:ss.fff ";
            });
        }
        else
        {
            _ = builder.Logging.AddJsonConsole(options =>
            {
                options.IncludeScopes = true;
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }

        if (HasExporter(builder.Configuration))
        {
            _ = builder.Services.AddOpenTelemetry()
                .ConfigureResource(resource => resource.AddService("backoutbot", serviceVersion: typeof(ObservabilityRegistration).Assembly.GetName().Version?.ToString(3)))
                .WithTracing(tracing => tracing.AddSource(Ours).AddAspNetCoreInstrumentation(Trace).AddHttpClientInstrumentation())
                .WithMetrics(metrics => metrics.AddMeter(Ours).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation())
                .UseOtlpExporter();
        }

        return builder;
    }

    private static bool HasExporter(IConfiguration configuration) =>
        ExporterKeys.Any(key => !string.IsNullOrEmpty(configuration[key]));

    private static void Trace(AspNetCoreTraceInstrumentationOptions options)
    {
        options.Filter = IsWork;

        // The path of a webhook is a secret that SNS was given; the route is in the span's name.
        options.EnrichWithHttpRequest = (span, request) =>
        {
            if (request.Path.StartsWithSegments("/sns", StringComparison.OrdinalIgnoreCase))
            {
                _ = span.SetTag("url.path", "/sns/(hidden)");
            }
        };
    }

    /// <summary>Probes would drown what matters.</summary>
    private static bool IsWork(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/healthz", StringComparison.Ordinal) && !context.Request.Path.StartsWithSegments("/readyz", StringComparison.Ordinal);
}
