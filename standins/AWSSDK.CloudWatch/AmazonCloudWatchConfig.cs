using Amazon.Runtime.Endpoints;

namespace Amazon.CloudWatch;

public class AmazonCloudWatchConfig : ClientConfig
{
    public AmazonCloudWatchConfig()
        : base(WireDefaults.Provider) => AmazonCloudWatchClient.Wire.Configure(this);

    public override string RegionEndpointServiceName => AmazonCloudWatchClient.Wire.EndpointPrefix;

    public override string ServiceVersion => AmazonCloudWatchClient.Wire.Version;

    public override string UserAgent => AmazonCloudWatchClient.Wire.UserAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        WireEndpointResolver.Resolve(this, parameters);
}
