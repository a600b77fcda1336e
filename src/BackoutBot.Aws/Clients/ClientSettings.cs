using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace BackoutBot.Aws.Clients;

/// <summary>Sets up each service's client in the same way.</summary>
internal sealed class ClientSettings(AwsOptions options)
{
    // A region's answer to a connection takes milliseconds; longer means that there is none.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long a call may take, tries included. The SDK's own <c>Timeout</c> says that it does not count for asynchronous calls, so
    /// <see cref="AwsSession"/> keeps this one.
    /// </summary>
    public TimeSpan Deadline(bool mayRetry) => options.CallTimeout * (mayRetry ? options.ReadRetries + 1 : 1);

    /// <summary>S3's client: one address that stands for every service has no name for each bucket, so there the bucket is in the path.</summary>
    public AmazonS3Config ForBuckets(string region, bool mayRetry) => For(new AmazonS3Config { ForcePathStyle = options.ServiceUrl is not null }, region, mayRetry);

    public TConfig For<TConfig>(TConfig config, string region, bool mayRetry)
        where TConfig : ClientConfig
    {
        config.ConnectTimeout = ConnectTimeout;
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = mayRetry ? options.ReadRetries : 0;
        // Ten by default, beside MaxErrorRetry: a connection that breaks after the call had its effect would have it a second time.
        config.MaxStaleConnectionRetries = mayRetry ? options.ReadRetries : 0;
        // AWS_ENDPOINT_URL and shared profiles must not be able to send production's calls elsewhere.
        config.IgnoreConfiguredEndpointUrls = true;
        if (options.ServiceUrl is { } url)
        {
            config.ServiceURL = url.ToString();
            config.AuthenticationRegion = region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return config;
    }
}
