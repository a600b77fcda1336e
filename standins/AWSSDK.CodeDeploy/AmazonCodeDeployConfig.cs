using Amazon.Runtime.Endpoints;

namespace Amazon.CodeDeploy;

public class AmazonCodeDeployConfig : ClientConfig
{
    public AmazonCodeDeployConfig()
        : base(WireDefaults.Provider) => AmazonCodeDeployClient.Wire.Configure(this);

    public override string RegionEndpointServiceName => AmazonCodeDeployClient.Wire.EndpointPrefix;

    public override string ServiceVersion => AmazonCodeDeployClient.Wire.Version;

    public override string UserAgent => AmazonCodeDeployClient.Wire.UserAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        WireEndpointResolver.Resolve(this, parameters);
}
