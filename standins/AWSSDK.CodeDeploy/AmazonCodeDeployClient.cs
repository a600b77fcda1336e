using Amazon.CodeDeploy.Model;
using Amazon.Runtime.Internal;

namespace Amazon.CodeDeploy;

/// <summary>Client of AWS CodeDeploy.</summary>
public class AmazonCodeDeployClient : AmazonServiceClient, IAmazonCodeDeploy
{
    internal static readonly WireService Wire = new()
    {
        ServiceId = "CodeDeploy",
        EndpointPrefix = "codedeploy",
        SigningName = "codedeploy",
        Version = "2014-10-06",
        Protocol = new JsonProtocol("CodeDeploy_20141006"),
        BaseException = typeof(AmazonCodeDeployException),
    };

    public AmazonCodeDeployClient()
        : base(new AmazonCodeDeployConfig())
    {
    }

    public AmazonCodeDeployClient(AmazonCodeDeployConfig config)
        : base(config)
    {
    }

    public AmazonCodeDeployClient(AWSCredentials credentials, AmazonCodeDeployConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata => Wire;

    public virtual Task<BatchGetDeploymentsResponse> BatchGetDeploymentsAsync(BatchGetDeploymentsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<BatchGetDeploymentsResponse>(request, Wire.Operation<BatchGetDeploymentsRequest, BatchGetDeploymentsResponse>(), cancellationToken);

    public virtual Task<CreateDeploymentResponse> CreateDeploymentAsync(CreateDeploymentRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<CreateDeploymentResponse>(request, Wire.Operation<CreateDeploymentRequest, CreateDeploymentResponse>(), cancellationToken);

    public virtual Task<GetDeploymentResponse> GetDeploymentAsync(GetDeploymentRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetDeploymentResponse>(request, Wire.Operation<GetDeploymentRequest, GetDeploymentResponse>(), cancellationToken);

    public virtual Task<GetDeploymentGroupResponse> GetDeploymentGroupAsync(GetDeploymentGroupRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<GetDeploymentGroupResponse>(request, Wire.Operation<GetDeploymentGroupRequest, GetDeploymentGroupResponse>(), cancellationToken);

    public virtual Task<ListDeploymentsResponse> ListDeploymentsAsync(ListDeploymentsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<ListDeploymentsResponse>(request, Wire.Operation<ListDeploymentsRequest, ListDeploymentsResponse>(), cancellationToken);

    public virtual Task<StopDeploymentResponse> StopDeploymentAsync(StopDeploymentRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<StopDeploymentResponse>(request, Wire.Operation<StopDeploymentRequest, StopDeploymentResponse>(), cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => WireService.Join(pipeline);
}
