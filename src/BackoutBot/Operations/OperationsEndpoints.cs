using BackoutBot.Hosting;
using BackoutBot.Hosting.Sandbox;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BackoutBot.Operations;

/// <summary>What an operator's probes ask.</summary>
public static class OperationsEndpoints
{
    /// <summary>Adds the checks behind <c>/readyz</c> that are not some part's own, what keeps an idle bot small, and a word on stand-ins.</summary>
    public static IHostApplicationBuilder AddOperations(this IHostApplicationBuilder builder)
    {
        _ = builder.Services.AddHealthChecks().AddCheck<StoreHealthCheck>("store").AddCheck<SiloHealthCheck>("silo").AddCheck<WritesHealthCheck>("writes");
        _ = builder.Services.AddHostedService<StartUpMemory>();
        if (!builder.Environment.IsEnvironment(SandboxMode.Environment))
        {
            _ = builder.Services.AddSingleton(VendorPackages.Inside).AddHostedService<StandInNotice>();
        }

        return builder;
    }

    /// <summary>Maps <c>/healthz</c> (the process answers) and <c>/readyz</c> (it can do its work; says what is not ready).</summary>
    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder endpoints)
    {
        _ = endpoints.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false });
        _ = endpoints.MapHealthChecks("/readyz", new HealthCheckOptions
        {
            ResponseWriter = HealthReply.WriteAsync,
            ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable },
        });
        return endpoints;
    }
}
