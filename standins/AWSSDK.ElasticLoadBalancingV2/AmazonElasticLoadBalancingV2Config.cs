using Amazon.Runtime.Endpoints;

namespace Amazon.ElasticLoadBalancingV2;

public class AmazonElasticLoadBalancingV2Config : ClientConfig
{
    public AmazonElasticLoadBalancingV2Config()
        : base(WireDefaults.Provider) => AmazonElasticLoadBalancingV2Client.Wire.Configure(this);

    public override string RegionEndpointServiceName => AmazonElasticLoadBalancingV2Client.Wire.EndpointPrefix;

    public override string ServiceVersion => AmazonElasticLoadBalancingV2Client.Wire.Version;

    public override string UserAgent => AmazonElasticLoadBalancingV2Client.Wire.UserAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        WireEndpointResolver.Resolve(this, parameters);
}
