using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace AwsWire;

/// <summary>Collects from a client's configuration what its endpoint depends on.</summary>
internal sealed class WireEndpointResolver : BaseEndpointResolver
{
    private static readonly WireEndpointResolver Instance = new();

    /// <summary>The endpoint that a client with this configuration would use.</summary>
    public static Endpoint Resolve(ClientConfig config, ServiceOperationEndpointParameters parameters) =>
        Instance.GetEndpoint(new Amazon.Runtime.Internal.ExecutionContext(
            new RequestContext(false)
            {
                ClientConfig = config,
                OriginalRequest = parameters.Request,
                Request = new DefaultRequest(parameters.Request, config.ServiceId) { AlternateEndpoint = parameters.AlternateEndpoint },
            },
            responseContext: null));

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var (config, alternate) = (requestContext.ClientConfig, requestContext.Request.AlternateEndpoint);
        var region = alternate?.SystemName ?? config.RegionEndpoint?.SystemName;
        if (region is null && !string.IsNullOrEmpty(config.ServiceURL))
        {
            region = string.IsNullOrEmpty(config.AuthenticationRegion) ? AWSSDKUtils.DetermineRegion(config.ServiceURL) : config.AuthenticationRegion;
        }
        return new EndpointParameters
        {
            ["Region"] = region,
            ["UseDualStack"] = config.UseDualstackEndpoint,
            ["UseFIPS"] = config.UseFIPSEndpoint,
            ["Endpoint"] = config.ServiceURL,
        };
    }
}
