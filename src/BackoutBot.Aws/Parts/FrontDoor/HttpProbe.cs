using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using BackoutBot.Aws.Clients;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace BackoutBot.Aws.Parts.FrontDoor;

/// <summary>
/// Asks the front door once, over a connection of its own, as somebody would who comes anew. It carries no cookie and no credential but the
/// header that the plan file names, and that to no other host.
/// </summary>
internal sealed class HttpProbe(IOptions<AwsOptions> options, IConfiguration configuration, TimeProvider time)
{
    /// <summary>How much of a body is read, in bytes.</summary>
    public const int LargestBody = 64 * 1024;

    /// <summary>How long all of it may take, redirects included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int MostRedirects = 5;

    /// <summary>Asks.</summary>
    public async Task<ProbeAnswer> AskAsync(HttpFrontDoor door, CancellationToken cancellationToken)
    {
        string? secret = null;
        if (door.Header is { } header && string.IsNullOrEmpty(secret = configuration[$"Secrets:{header.Secret}"]))
        {
            return new ProbeAnswer.NotAsked($"The setting Secrets:{header.Secret} has no value, so {door.Url} was not asked.", $"Set Secrets__{header.Secret}, and start the bot again.");
        }

        X509Certificate2Collection authorities = [];
        try
        {
            if (door.CaFile is { } file)
            {
                authorities.ImportFromPemFile(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return new ProbeAnswer.NotAsked($"The file {door.CaFile} can't be read as certificates, so {door.Url} was not asked: {e.Message}", "Correct caFile, or put the file there.");
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var client = new HttpClient(Handler(door, authorities)) { Timeout = Timeout.InfiniteTimeSpan };
            return await FollowAsync(client, door, secret, until.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeAnswer.NoAnswer($"does not answer within {Patience.TotalSeconds:0} seconds");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new ProbeAnswer.NoAnswer($"does not answer: {LogText.Clip((e.InnerException ?? e).Message)}");
        }
    }

    private async Task<ProbeAnswer> FollowAsync(HttpClient client, HttpFrontDoor door, string? secret, CancellationToken cancellationToken)
    {
        var url = door.Url;
        for (var redirects = 0; ; redirects++)
        {
            using var request = Request(door, url, secret);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)answer.StatusCode == door.Status || answer.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                || answer.Headers.Location is not { } location)
            {
                return new ProbeAnswer.Answered((int)answer.StatusCode, await ReadAsync(answer.Content, cancellationToken));
            }

            var next = new Uri(url, location);
            if (!IsSameHost(next, door) || (url.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps))
            {
                return new ProbeAnswer.NoAnswer($"sends to {LogText.Clip(next.GetLeftPart(UriPartial.Path))}, which is not followed");
            }

            if (redirects == MostRedirects)
            {
                return new ProbeAnswer.NoAnswer($"sends on more than {MostRedirects} times");
            }

            // It names itself by the name that it was asked for; the connection stays where the plan file says.
            url = new UriBuilder(next) { Host = door.Url.Host, Port = next.Scheme == door.Url.Scheme ? door.Url.Port : next.Port }.Uri;
        }
    }

    private static bool IsSameHost(Uri next, HttpFrontDoor door)
    {
        var named = door.Host is { } host ? host.Split(':')[0] : door.Url.Host;
        return next.Scheme is "http" or "https" && (next.Host.Equals(named, StringComparison.OrdinalIgnoreCase) || next.Host.Equals(door.Url.Host, StringComparison.OrdinalIgnoreCase));
    }

    private HttpRequestMessage Request(HttpFrontDoor door, Uri url, string? secret)
    {
        // The simulated account answers its load balancer's clients where it answers everything else. It speaks no TLS, and takes it for ended
        // in front of it.
        var request = new HttpRequestMessage(HttpMethod.Get, options.Value.ServiceUrl is { } simulated ? new Uri(simulated, url.PathAndQuery) : url);
        request.Headers.Host = door.Host ?? (url.IsDefaultPort && url.Scheme == Uri.UriSchemeHttps ? url.Host : $"{url.Host}:{url.Port}");
        request.Headers.UserAgent.ParseAdd("BackoutBot-FrontDoor");
        request.Headers.CacheControl = new() { NoCache = true };
        request.Headers.ConnectionClose = true;
        if (secret is not null)
        {
            request.Headers.TryAddWithoutValidation(door.Header!.Name, secret);
        }

        return request;
    }

    private static SocketsHttpHandler Handler(HttpFrontDoor door, X509Certificate2Collection authorities)
    {
        var tls = new SslClientAuthenticationOptions { TargetHost = door.Host is { } host ? host.Split(':')[0] : door.Url.Host };
        if (authorities.Count > 0)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, Credentials = null, MaxResponseHeadersLength = 64, SslOptions = tls };
    }

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        var read = new byte[LargestBody];
        var length = await body.ReadAtLeastAsync(read, read.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(read, 0, length);
    }
}
