using System.Collections.Concurrent;
using Amazon.CloudWatch;
using Amazon.CodeDeploy;
using Amazon.ElasticLoadBalancingV2;
using Amazon.RDS;
using Amazon.Route53;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SimpleNotificationService;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Clients;

/// <summary>The clients of one role session in one region. Each is made when it is first asked for; all may be used by several threads.</summary>
public sealed class AwsSession
{
    private readonly Lazy<AmazonCodeDeployClient> codeDeploy;
    private readonly Lazy<AmazonCloudWatchClient> cloudWatch;
    private readonly Lazy<AmazonElasticLoadBalancingV2Client> loadBalancing;
    private readonly Lazy<AmazonRDSClient> databases;
    private readonly Lazy<AmazonRoute53Client> dns;
    private readonly Lazy<AmazonSimpleNotificationServiceClient> notifications;

    private readonly ConcurrentDictionary<string, Lazy<AmazonS3Client>> buckets = new(StringComparer.Ordinal);
    private readonly Func<string, AmazonS3Client> bucketsIn;

    private readonly AssumedRoleCredentials credentials;
    private readonly TimeSpan deadline;
    private readonly TimeProvider time;

    internal AwsSession(RoleSession role, AssumedRoleCredentials credentials, ClientSettings settings, bool mayRetry, TimeProvider time)
    {
        RoleArn = role.RoleArn;
        this.credentials = credentials;
        this.time = time;
        deadline = settings.Deadline(mayRetry);
        codeDeploy = new(() => new AmazonCodeDeployClient(credentials, settings.For(new AmazonCodeDeployConfig(), role.Region, mayRetry)));
        cloudWatch = new(() => new AmazonCloudWatchClient(credentials, settings.For(new AmazonCloudWatchConfig(), role.Region, mayRetry)));
        loadBalancing = new(() => new AmazonElasticLoadBalancingV2Client(credentials, settings.For(new AmazonElasticLoadBalancingV2Config(), role.Region, mayRetry)));
        databases = new(() => new AmazonRDSClient(credentials, settings.For(new AmazonRDSConfig(), role.Region, mayRetry)));
        dns = new(() => new AmazonRoute53Client(credentials, settings.For(new AmazonRoute53Config(), Partition.Route53Region(role.Region), mayRetry)));
        notifications = new(() => new AmazonSimpleNotificationServiceClient(credentials, settings.For(new AmazonSimpleNotificationServiceConfig(), role.Region, mayRetry)));
        bucketsIn = region => new AmazonS3Client(credentials, settings.ForBuckets(region, mayRetry));
    }

    /// <summary>The role that the calls are made as.</summary>
    public string RoleArn { get; }

    /// <summary>CodeDeploy.</summary>
    public IAmazonCodeDeploy CodeDeploy => codeDeploy.Value;

    /// <summary>CloudWatch.</summary>
    public IAmazonCloudWatch CloudWatch => cloudWatch.Value;

    /// <summary>Elastic Load Balancing, version 2.</summary>
    public IAmazonElasticLoadBalancingV2 LoadBalancing => loadBalancing.Value;

    /// <summary>RDS.</summary>
    public IAmazonRDS Databases => databases.Value;

    /// <summary>Route 53.</summary>
    public IAmazonRoute53 Dns => dns.Value;

    /// <summary>SNS.</summary>
    public IAmazonSimpleNotificationService Notifications => notifications.Value;

    /// <summary>S3 in a region: a bucket is asked for where it is, under the same credentials.</summary>
    public IAmazonS3 Buckets(string region) => buckets.GetOrAdd(region, one => new Lazy<AmazonS3Client>(() => bucketsIn(one))).Value;

    /// <summary>Sees whether the role can be assumed.</summary>
    internal Task<RoleTrial> TryAsync(CancellationToken cancellationToken) => RoleTrial.OfAsync(credentials, cancellationToken);

    /// <summary>Makes a call within the deadline.</summary>
    /// <param name="api">The IAM action, such as <c>codedeploy:StopDeployment</c>.</param>
    /// <param name="resource">What it is about, for people.</param>
    /// <param name="call">Makes the call.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="AwsCallException">It failed; in plain words.</exception>
    public async Task<T> CallAsync<T>(string api, string resource, Func<AwsSession, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse
    {
        using var timer = new CancellationTokenSource(deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        for (var isLastTry = false; ; isLastTry = true)
        {
            ImmutableCredentials? used = null;
            try
            {
                used = await credentials.GetCredentialsAsync().WaitAsync(both.Token);
                var answer = await call(this, both.Token);

                // Each answer of AWS names its request.
                return answer.ResponseMetadata?.RequestId is { Length: > 0 } ? answer : throw new UnusableAnswerException("the request's id");
            }
            catch (Exception e) when (AwsFailure.IsOfCall(e, cancellationToken))
            {
                // Whatever became of AssumeRole, the call itself was never made.
                var cause = used is not null || e is RoleNotAssumedException ? e : new RoleNotAssumedException(RoleArn, e);
                var failure = AwsFailure.Of(cause, new AwsCall(api, resource, RoleArn));

                // AWS has refused before it did anything; a session that was revoked is over for good, and the role may be assumed anew.
                if (isLastTry || used is null || failure.Kind is not AwsFailureKind.Credentials)
                {
                    throw new AwsCallException(failure, e);
                }

                credentials.Drop(used);
            }
        }
    }
}
