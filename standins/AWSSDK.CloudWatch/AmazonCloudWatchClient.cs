using Amazon.CloudWatch.Model;
using Amazon.Runtime.Internal;

namespace Amazon.CloudWatch;

/// <summary>Client of Amazon CloudWatch.</summary>
public class AmazonCloudWatchClient : AmazonServiceClient, IAmazonCloudWatch
{
    internal static readonly WireService Wire = new()
    {
        ServiceId = "CloudWatch",
        EndpointPrefix = "monitoring",
        SigningName = "monitoring",
        Version = "2010-08-01",
        Protocol = new CborProtocol("GraniteServiceVersion20100801"),
        BaseException = typeof(AmazonCloudWatchException),
    };

    public AmazonCloudWatchClient()
        : base(new AmazonCloudWatchConfig())
    {
    }

    public AmazonCloudWatchClient(AmazonCloudWatchConfig config)
        : base(config)
    {
    }

    public AmazonCloudWatchClient(AWSCredentials credentials, AmazonCloudWatchConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata => Wire;

    public virtual Task<DescribeAlarmsResponse> DescribeAlarmsAsync(DescribeAlarmsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeAlarmsResponse>(request, Wire.Operation<DescribeAlarmsRequest, DescribeAlarmsResponse>(), cancellationToken);

    public virtual Task<GetAlarmMuteRuleResponse> GetAlarmMuteRuleAsync(GetAlarmMuteRuleRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetAlarmMuteRuleResponse>(request, Wire.Operation<GetAlarmMuteRuleRequest, GetAlarmMuteRuleResponse>(), cancellationToken);

    public virtual Task<GetMetricDataResponse> GetMetricDataAsync(GetMetricDataRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetMetricDataResponse>(request, Wire.Operation<GetMetricDataRequest, GetMetricDataResponse>(), cancellationToken);

    public virtual Task<ListAlarmMuteRulesResponse> ListAlarmMuteRulesAsync(ListAlarmMuteRulesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListAlarmMuteRulesResponse>(request, Wire.Operation<ListAlarmMuteRulesRequest, ListAlarmMuteRulesResponse>(), cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => WireService.Join(pipeline);
}
