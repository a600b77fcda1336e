using BackoutBot.Sandbox.Parts.Alarms;
using BackoutBot.Sandbox.Parts.Buckets;
using BackoutBot.Sandbox.Parts.CodeDeploy;
using BackoutBot.Sandbox.Parts.Databases;
using BackoutBot.Sandbox.Parts.Dns;
using BackoutBot.Sandbox.Parts.LoadBalancing;
using BackoutBot.Sandbox.Services;
using BackoutBot.Sandbox.Signing;

namespace BackoutBot.Sandbox.Wire;

/// <summary>The services of the account, which share one origin.</summary>
internal sealed class ApiCatalog(StsApi sts, CodeDeployApi codeDeploy, CloudWatchApi cloudWatch, ElasticLoadBalancingApi loadBalancing, RdsApi rds, Route53Api route53, SnsApi sns, S3Api s3)
{
    private readonly AwsApi stsApi = sts.Describe();
    private readonly AwsApi codeDeployApi = codeDeploy.Describe();
    private readonly AwsApi route53Api = route53.Describe();
    private readonly AwsApi cloudWatchApi = cloudWatch.Describe();
    private readonly AwsApi[] others = [loadBalancing.Describe(), rds.Describe(), sns.Describe(), s3.Describe()];

    public IEnumerable<AwsApi> All => [stsApi, codeDeployApi, route53Api, cloudWatchApi, .. others];

    /// <summary>The service that a request is for: its signature says so. For one without, only the shape of the refusal is chosen.</summary>
    /// <exception cref="AwsException">The signature is for a service that is not simulated.</exception>
    public AwsApi Find(RawRequest raw)
    {
        if (SignatureHeader.Parse(raw.Headers.Authorization.ToString()) is { } header)
        {
            return All.FirstOrDefault(api => api.SigningName == header.Service)?.For(raw)
                ?? throw new AwsException("UnknownService", $"The sandbox simulates no service '{header.Service}'; it has {string.Join(", ", All.Select(a => a.SigningName))}.", 404);
        }

        return Shape(raw);
    }

    /// <summary>The service whose protocol a request seems to speak.</summary>
    public AwsApi Shape(RawRequest raw) =>
        raw.SpeaksCbor ? cloudWatchApi.For(raw)
        : raw.Headers.ContainsKey("X-Amz-Target") ? codeDeployApi
        : raw.Path.StartsWith($"/{route53Api.Version}/", StringComparison.Ordinal) ? route53Api
        : stsApi;
}
