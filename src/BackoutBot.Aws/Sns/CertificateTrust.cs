using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Sns;

/// <summary>Decides whether a downloaded certificate is the one that SNS of a region signs with.</summary>
internal static class CertificateTrust
{
    private const int MinKeyBits = 2048;
    private static readonly TimeSpan MaxUse = TimeSpan.FromHours(24);
    private static readonly TimeSpan ChainDownloads = TimeSpan.FromSeconds(5);

    /// <param name="pem">The downloaded file: the certificate, and maybe the intermediates after it.</param>
    /// <param name="topic">The topic whose region's SNS must have signed.</param>
    /// <param name="roots">The only roots to trust; null for the machine's.</param>
    /// <param name="now">The time to judge at.</param>
    public static CertificateLookup Judge(string pem, TopicArn topic, X509Certificate2Collection? roots, DateTimeOffset now)
    {
        var file = new X509Certificate2Collection();
        try
        {
            file.ImportFromPem(pem);
            return file.Count == 0
                ? new CertificateLookup.Untrusted("the file holds no certificate")
                : Judge(file[0], file, topic, roots, now);
        }
        catch (CryptographicException)
        {
            return new CertificateLookup.Untrusted("the file is not a PEM certificate");
        }
        finally
        {
            foreach (var certificate in file)
            {
                certificate.Dispose();
            }
        }
    }

    private static CertificateLookup Judge(X509Certificate2 leaf, X509Certificate2Collection file, TopicArn topic, X509Certificate2Collection? roots, DateTimeOffset now)
    {
        var (from, until) = (new DateTimeOffset(leaf.NotBefore), new DateTimeOffset(leaf.NotAfter));
        if (now < from || now > until)
        {
            return new CertificateLookup.Untrusted($"the certificate is valid from {from.UtcDateTime:u} to {until.UtcDateTime:u}");
        }

        if (!Names(topic).Any(name => leaf.MatchesHostname(name, allowWildcards: false, allowCommonName: true)))
        {
            return new CertificateLookup.Untrusted($"the certificate was not issued to SNS in {topic.Region}");
        }

        using var rsa = leaf.GetRSAPublicKey();
        if (rsa is null || rsa.KeySize < MinKeyBits)
        {
            return new CertificateLookup.Untrusted($"the certificate's key is not RSA of {MinKeyBits} bits or more");
        }

        if (ChainFault(leaf, file, roots, now) is { } fault)
        {
            return new CertificateLookup.Untrusted(fault);
        }

        var usableUntil = until < now + MaxUse ? until : now + MaxUse;
        return new CertificateLookup.Trusted(new SigningKey(rsa.ExportSubjectPublicKeyInfo(), usableUntil));
    }

    private static string? ChainFault(X509Certificate2 leaf, X509Certificate2Collection file, X509Certificate2Collection? roots, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.ExtraStore.AddRange(file);
        policy.VerificationTime = now.LocalDateTime;
        policy.UrlRetrievalTimeout = ChainDownloads;
        // The file came fresh, over TLS, from the host that would revoke it, and is fetched again within a day: asking a revocation
        // server adds one more thing that can be down.
        policy.RevocationMode = X509RevocationMode.NoCheck;
        if (roots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots);
            policy.DisableCertificateDownloads = true;
        }

        var holds = chain.Build(leaf);
        var fault = holds ? null : "the certificate's chain does not hold: " + string.Join(", ", chain.ChainStatus.Select(status => status.Status).Distinct());
        foreach (var element in chain.ChainElements)
        {
            element.Certificate.Dispose();
        }

        return fault;
    }

    // The names under which SNS's signing certificates are issued, as AWS's own message validators for Java know them: the old regions share
    // one, opt-in regions have sns-signing, China and GovCloud a hyphen.
    private static IEnumerable<string> Names(TopicArn topic)
    {
        yield return $"sns.{topic.Region}.{topic.DnsSuffix}";
        yield return $"sns-signing.{topic.Region}.{topic.DnsSuffix}";
        switch (topic.Partition)
        {
            case "aws":
                yield return "sns.amazonaws.com";
                break;
            case "aws-cn":
                yield return $"sns-{topic.Region}.{topic.DnsSuffix}";
                break;
            default:
                yield return $"sns-us-gov-west-1.{topic.DnsSuffix}";
                break;
        }
    }
}
