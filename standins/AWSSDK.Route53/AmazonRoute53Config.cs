using Amazon.Runtime.Endpoints;

namespace Amazon.Route53;

public class AmazonRoute53Config : ClientConfig
{
    public AmazonRoute53Config()
        : base(WireDefaults.Provider) => AmazonRoute53Client.Wire.Configure(this);

    public override string RegionEndpointServiceName => AmazonRoute53Client.Wire.EndpointPrefix;

    public override string ServiceVersion => AmazonRoute53Client.Wire.Version;

    public override string UserAgent => AmazonRoute53Client.Wire.UserAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        WireEndpointResolver.Resolve(this, parameters);
}
