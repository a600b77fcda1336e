using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;

namespace BackoutBot.Aws.Sns;

/// <summary>Fetches small PEM files: no redirects, five seconds, 16 KiB.</summary>
internal sealed class SigningCertificateDownload(IHttpClientFactory clients, IOptions<SnsOptions> options, TimeProvider time)
{
    /// <summary>The name of the <see cref="HttpClient"/>, which follows no redirect.</summary>
    public const string HttpClientName = "sns-certificates";

    private const int MaxBytes = 16 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private X509Certificate2Collection? sandboxRoots;

    /// <summary>Fetches the certificate and judges it.</summary>
    public async Task<CertificateLookup> FetchAsync(SigningCertificateUrl url)
    {
        var address = options.Value.CertificateOrigin is { } origin ? new Uri(origin, url.Path) : new Uri(url.Value);
        try
        {
            var roots = await RootsAsync();
            var pem = await ReadAsync(address);
            // Building a chain may fetch intermediates, and blocks while it does.
            return pem is null
                ? new CertificateLookup.Untrusted("there is no such certificate")
                : await Task.Run(() => CertificateTrust.Judge(pem, url.Topic, roots, time.GetUtcNow()));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or CryptographicException)
        {
            return new CertificateLookup.Unavailable($"the certificate could not be fetched from {address.Host}: {e.Message}");
        }
    }

    private async Task<X509Certificate2Collection?> RootsAsync()
    {
        if (sandboxRoots is { } known)
        {
            return known;
        }

        var settings = options.Value;
        var pem = !string.IsNullOrEmpty(settings.TrustedCaPem) ? settings.TrustedCaPem
            : settings.TrustedCaUrl is { } url ? await ReadAsync(url) ?? throw new HttpRequestException($"{url} holds no root certificate")
            : null;
        if (pem is null)
        {
            return null;
        }

        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(pem);
        return sandboxRoots = roots;
    }

    // Null where the server says that there is nothing.
    private async Task<string?> ReadAsync(Uri address)
    {
        using var deadline = new CancellationTokenSource(Timeout, time);
        using var client = clients.CreateClient(HttpClientName);
        using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Gone)
        {
            return null;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new HttpRequestException($"it answered {(int)response.StatusCode}");
        }

        await using var content = await response.Content.ReadAsStreamAsync(deadline.Token);
        var buffer = new byte[MaxBytes + 1];
        var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, deadline.Token);
        return length > MaxBytes ? throw new HttpRequestException($"it answered more than {MaxBytes} bytes") : Encoding.ASCII.GetString(buffer, 0, length);
    }
}
