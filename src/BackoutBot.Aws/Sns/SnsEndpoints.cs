using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Sns;

/// <summary>The webhook that SNS posts to.</summary>
public static class SnsEndpoints
{
    /// <summary>
    /// Maps <c>POST /sns/{integration}</c>. 200 says that the message is verified and on disk, or was so before; 403 that it is not
    /// believed; 400, 413 and 415 that it is not what SNS sends; 404 that the path is unknown; 503 that SNS should send it again.
    /// </summary>
    public static IEndpointRouteBuilder MapSns(this IEndpointRouteBuilder endpoints)
    {
        var intake = endpoints.ServiceProvider.GetRequiredService<SnsIntake>();
        endpoints.MapPost("/sns/{integration}", intake.HandleAsync);
        return endpoints;
    }
}
