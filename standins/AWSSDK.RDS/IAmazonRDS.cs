using Amazon.RDS.Model;

namespace Amazon.RDS;

public interface IAmazonRDS : IAmazonService, IDisposable
{
    Task<DescribeDBInstancesResponse> DescribeDBInstancesAsync(DescribeDBInstancesRequest request, CancellationToken cancellationToken = default);

    Task<DescribeDBSnapshotsResponse> DescribeDBSnapshotsAsync(DescribeDBSnapshotsRequest request, CancellationToken cancellationToken = default);
}
