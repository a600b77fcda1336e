using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.Runtime.Internal;

namespace Amazon.ElasticLoadBalancingV2;

/// <summary>Client of Elastic Load Balancing (application, network and gateway load balancers).</summary>
public class AmazonElasticLoadBalancingV2Client : AmazonServiceClient, IAmazonElasticLoadBalancingV2
{
    internal static readonly WireService Wire = new()
    {
        ServiceId = "Elastic Load Balancing v2",
        EndpointPrefix = "elasticloadbalancing",
        SigningName = "elasticloadbalancing",
        Version = "2015-12-01",
        Protocol = new QueryProtocol(),
        BaseException = typeof(AmazonElasticLoadBalancingV2Exception),
    };

    public AmazonElasticLoadBalancingV2Client()
        : base(new AmazonElasticLoadBalancingV2Config())
    {
    }

    public AmazonElasticLoadBalancingV2Client(AmazonElasticLoadBalancingV2Config config)
        : base(config)
    {
    }

    public AmazonElasticLoadBalancingV2Client(AWSCredentials credentials, AmazonElasticLoadBalancingV2Config clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata => Wire;

    public virtual Task<CreateRuleResponse> CreateRuleAsync(CreateRuleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateRuleResponse>(request, Wire.Operation<CreateRuleRequest, CreateRuleResponse>(), cancellationToken);

    public virtual Task<DeleteRuleResponse> DeleteRuleAsync(DeleteRuleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DeleteRuleResponse>(request, Wire.Operation<DeleteRuleRequest, DeleteRuleResponse>(), cancellationToken);

    public virtual Task<DescribeListenersResponse> DescribeListenersAsync(DescribeListenersRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeListenersResponse>(request, Wire.Operation<DescribeListenersRequest, DescribeListenersResponse>(), cancellationToken);

    public virtual Task<DescribeRulesResponse> DescribeRulesAsync(DescribeRulesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeRulesResponse>(request, Wire.Operation<DescribeRulesRequest, DescribeRulesResponse>(), cancellationToken);

    public virtual Task<DescribeTagsResponse> DescribeTagsAsync(DescribeTagsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeTagsResponse>(request, Wire.Operation<DescribeTagsRequest, DescribeTagsResponse>(), cancellationToken);

    public virtual Task<DescribeTargetGroupsResponse> DescribeTargetGroupsAsync(DescribeTargetGroupsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeTargetGroupsResponse>(request, Wire.Operation<DescribeTargetGroupsRequest, DescribeTargetGroupsResponse>(), cancellationToken);

    public virtual Task<DescribeTargetHealthResponse> DescribeTargetHealthAsync(DescribeTargetHealthRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeTargetHealthResponse>(request, Wire.Operation<DescribeTargetHealthRequest, DescribeTargetHealthResponse>(), cancellationToken);

    public virtual Task<SetRulePrioritiesResponse> SetRulePrioritiesAsync(SetRulePrioritiesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SetRulePrioritiesResponse>(request, Wire.Operation<SetRulePrioritiesRequest, SetRulePrioritiesResponse>(), cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => WireService.Join(pipeline);
}
