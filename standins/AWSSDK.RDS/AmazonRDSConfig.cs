using Amazon.Runtime.Endpoints;

namespace Amazon.RDS;

public class AmazonRDSConfig : ClientConfig
{
    public AmazonRDSConfig()
        : base(WireDefaults.Provider) => AmazonRDSClient.Wire.Configure(this);

    public override string RegionEndpointServiceName => AmazonRDSClient.Wire.EndpointPrefix;

    public override string ServiceVersion => AmazonRDSClient.Wire.Version;

    public override string UserAgent => AmazonRDSClient.Wire.UserAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        WireEndpointResolver.Resolve(this, parameters);
}
