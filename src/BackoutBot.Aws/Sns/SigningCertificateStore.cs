using System.Collections.Concurrent;

namespace BackoutBot.Aws.Sns;

/// <summary>
/// Remembers the keys of trusted certificates, and for a while which were not to be had. A certificate is fetched once however many
/// messages wait for it, and strangers can neither push a trusted key out nor make us fetch without end.
/// </summary>
internal sealed class SigningCertificateStore(SigningCertificateDownload download, AwsInstruments instruments, TimeProvider time)
{
    private const int MaxTrusted = 16;
    private const int MaxRefused = 64;
    private const int MaxDownloads = 4;
    private static readonly TimeSpan ForgetUntrusted = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ForgetUnavailable = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, CertificateLookup.Trusted> trusted = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Refused> refused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<CertificateLookup>> downloads = new(StringComparer.Ordinal);

    public ValueTask<CertificateLookup> FindAsync(SigningCertificateUrl url, CancellationToken cancellationToken) =>
        trusted.TryGetValue(url.Value, out var known) && known.Key.UsableUntil > time.GetUtcNow()
            ? new ValueTask<CertificateLookup>(known)
            : new ValueTask<CertificateLookup>(Download(url).WaitAsync(cancellationToken));

    private Task<CertificateLookup> Download(SigningCertificateUrl url)
    {
        lock (gate)
        {
            if (refused.TryGetValue(url.Value, out var known) && known.Until > time.GetUtcNow())
            {
                return Task.FromResult(known.Lookup);
            }

            if (downloads.TryGetValue(url.Value, out var running))
            {
                return running;
            }

            if (downloads.Count >= MaxDownloads)
            {
                return Task.FromResult<CertificateLookup>(new CertificateLookup.Unavailable($"{MaxDownloads} other certificates are being fetched"));
            }

            var task = Task.Run(() => DownloadAsync(url));
            downloads.Add(url.Value, task);
            return task;
        }
    }

    private async Task<CertificateLookup> DownloadAsync(SigningCertificateUrl url)
    {
        CertificateLookup lookup = new CertificateLookup.Unavailable("the certificate could not be fetched");
        try
        {
            return lookup = await download.FetchAsync(url);
        }
        finally
        {
            instruments.CertificateDownloaded(lookup switch
            {
                CertificateLookup.Trusted => "trusted",
                CertificateLookup.Untrusted => "untrusted",
                _ => "unavailable",
            });
            lock (gate)
            {
                downloads.Remove(url.Value);
                Remember(url.Value, lookup);
            }
        }
    }

    private void Remember(string url, CertificateLookup lookup)
    {
        var now = time.GetUtcNow();
        if (lookup is CertificateLookup.Trusted key)
        {
            refused.Remove(url);
            trusted[url] = key;
            if (trusted.Count > MaxTrusted)
            {
                trusted.TryRemove(trusted.MinBy(entry => entry.Value.Key.UsableUntil).Key, out _);
            }

            return;
        }

        trusted.TryRemove(url, out _);
        refused[url] = new Refused(lookup, now + (lookup is CertificateLookup.Untrusted ? ForgetUntrusted : ForgetUnavailable));
        if (refused.Count > MaxRefused)
        {
            refused.Remove(refused.MinBy(entry => entry.Value.Until).Key);
        }
    }

    private sealed record Refused(CertificateLookup Lookup, DateTimeOffset Until);
}
