using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace AwsWire;

/// <summary>
/// The standard endpoints of a service, by AWS's table of partitions. FIPS and dual-stack variants are refused rather than guessed:
/// their rules differ by service, and the real packages hold them.
/// </summary>
internal sealed class WireEndpointProvider(WireService service) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters["UseFIPS"] is true || parameters["UseDualStack"] is true)
        {
            throw new AmazonClientException($"FIPS and dual-stack endpoints of {service.ServiceId} need the package {service.PackageName.Replace("Amazon.", "AWSSDK.", StringComparison.Ordinal)} itself: this build uses a stand-in for it");
        }
        if (parameters["Endpoint"] is string { Length: > 0 } custom)
        {
            return new Endpoint(custom);
        }
        if (parameters["Region"] is not string { Length: > 0 } region)
        {
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        }
        var partition = Fn.Partition(region);
        if (!service.IsGlobal)
        {
            return new Endpoint($"https://{service.EndpointPrefix}.{region}.{partition.dnsSuffix}");
        }
        var host = partition.name == "aws-us-gov" ? $"{service.EndpointPrefix}.us-gov" : service.EndpointPrefix;
        var signing = $$"""{"authSchemes":[{"name":"sigv4","signingRegion":"{{partition.implicitGlobalRegion}}"}]}""";
        return new Endpoint($"https://{host}.{partition.dnsSuffix}", signing, string.Empty);
    }
}
