using Amazon.Route53.Model;
using Amazon.Runtime.Internal;

namespace Amazon.Route53;

/// <summary>Client of Amazon Route 53.</summary>
public class AmazonRoute53Client : AmazonServiceClient, IAmazonRoute53
{
    internal static readonly WireService Wire = new()
    {
        ServiceId = "Route 53",
        EndpointPrefix = "route53",
        SigningName = "route53",
        Version = "2013-04-01",
        Protocol = new RestXmlProtocol("https://route53.amazonaws.com/doc/2013-04-01/"),
        BaseException = typeof(AmazonRoute53Exception),
        IsGlobal = true,
    };

    public AmazonRoute53Client()
        : base(new AmazonRoute53Config())
    {
    }

    public AmazonRoute53Client(AmazonRoute53Config config)
        : base(config)
    {
    }

    public AmazonRoute53Client(AWSCredentials credentials, AmazonRoute53Config clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata => Wire;

    public virtual Task<ChangeResourceRecordSetsResponse> ChangeResourceRecordSetsAsync(ChangeResourceRecordSetsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ChangeResourceRecordSetsResponse>(request, Wire.Operation<ChangeResourceRecordSetsRequest, ChangeResourceRecordSetsResponse>(), cancellationToken);

    public virtual Task<GetChangeResponse> GetChangeAsync(GetChangeRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetChangeResponse>(request, Wire.Operation<GetChangeRequest, GetChangeResponse>(), cancellationToken);

    public virtual Task<GetHealthCheckResponse> GetHealthCheckAsync(GetHealthCheckRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetHealthCheckResponse>(request, Wire.Operation<GetHealthCheckRequest, GetHealthCheckResponse>(), cancellationToken);

    public virtual Task<GetHealthCheckStatusResponse> GetHealthCheckStatusAsync(GetHealthCheckStatusRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetHealthCheckStatusResponse>(request, Wire.Operation<GetHealthCheckStatusRequest, GetHealthCheckStatusResponse>(), cancellationToken);

    public virtual Task<GetHostedZoneResponse> GetHostedZoneAsync(GetHostedZoneRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetHostedZoneResponse>(request, Wire.Operation<GetHostedZoneRequest, GetHostedZoneResponse>(), cancellationToken);

    public virtual Task<ListHealthChecksResponse> ListHealthChecksAsync(ListHealthChecksRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListHealthChecksResponse>(request, Wire.Operation<ListHealthChecksRequest, ListHealthChecksResponse>(), cancellationToken);

    public virtual Task<ListResourceRecordSetsResponse> ListResourceRecordSetsAsync(ListResourceRecordSetsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListResourceRecordSetsResponse>(request, Wire.Operation<ListResourceRecordSetsRequest, ListResourceRecordSetsResponse>(), cancellationToken);

    public virtual Task<TestDNSAnswerResponse> TestDNSAnswerAsync(TestDNSAnswerRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<TestDNSAnswerResponse>(request, Wire.Operation<TestDNSAnswerRequest, TestDNSAnswerResponse>(), cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => WireService.Join(pipeline);
}
