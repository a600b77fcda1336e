using Amazon.RDS.Model;
using Amazon.Runtime.Internal;

namespace Amazon.RDS;

/// <summary>Client of Amazon RDS.</summary>
public class AmazonRDSClient : AmazonServiceClient, IAmazonRDS
{
    internal static readonly WireService Wire = new()
    {
        ServiceId = "RDS",
        EndpointPrefix = "rds",
        SigningName = "rds",
        Version = "2014-10-31",
        Protocol = new QueryProtocol(),
        BaseException = typeof(AmazonRDSException),
    };

    public AmazonRDSClient()
        : base(new AmazonRDSConfig())
    {
    }

    public AmazonRDSClient(AmazonRDSConfig config)
        : base(config)
    {
    }

    public AmazonRDSClient(AWSCredentials credentials, AmazonRDSConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata => Wire;

    public virtual Task<DescribeDBClusterSnapshotsResponse> DescribeDBClusterSnapshotsAsync(DescribeDBClusterSnapshotsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeDBClusterSnapshotsResponse>(request, Wire.Operation<DescribeDBClusterSnapshotsRequest, DescribeDBClusterSnapshotsResponse>(), cancellationToken);

    public virtual Task<DescribeDBClustersResponse> DescribeDBClustersAsync(DescribeDBClustersRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeDBClustersResponse>(request, Wire.Operation<DescribeDBClustersRequest, DescribeDBClustersResponse>(), cancellationToken);

    public virtual Task<DescribeDBInstancesResponse> DescribeDBInstancesAsync(DescribeDBInstancesRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeDBInstancesResponse>(request, Wire.Operation<DescribeDBInstancesRequest, DescribeDBInstancesResponse>(), cancellationToken);

    public virtual Task<DescribeDBSnapshotsResponse> DescribeDBSnapshotsAsync(DescribeDBSnapshotsRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<DescribeDBSnapshotsResponse>(request, Wire.Operation<DescribeDBSnapshotsRequest, DescribeDBSnapshotsResponse>(), cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => WireService.Join(pipeline);
}
