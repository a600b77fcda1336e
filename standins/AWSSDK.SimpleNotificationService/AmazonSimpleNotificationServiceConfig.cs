using Amazon.Runtime.Endpoints;

namespace Amazon.SimpleNotificationService;

public class AmazonSimpleNotificationServiceConfig : ClientConfig
{
    public AmazonSimpleNotificationServiceConfig()
        : base(WireDefaults.Provider) => AmazonSimpleNotificationServiceClient.Wire.Configure(this);

    public override string RegionEndpointServiceName => AmazonSimpleNotificationServiceClient.Wire.EndpointPrefix;

    public override string ServiceVersion => AmazonSimpleNotificationServiceClient.Wire.Version;

    public override string UserAgent => AmazonSimpleNotificationServiceClient.Wire.UserAgent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        WireEndpointResolver.Resolve(this, parameters);
}
