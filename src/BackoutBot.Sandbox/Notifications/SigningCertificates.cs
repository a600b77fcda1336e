using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using BackoutBot.Sandbox.Account;

namespace BackoutBot.Sandbox.Notifications;

/// <summary>
/// The sandbox's own certificate authority and the certificate that its SNS signs with. Both are made at first start and kept in the
/// data folder. A bot trusts them only where it is told to, in its sandbox environment.
/// </summary>
internal sealed class SigningCertificates : IDisposable
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(3650);

    private SigningCertificates(string authority, X509Certificate2 leaf, string region)
    {
        AuthorityPem = authority;
        Leaf = leaf;
        LeafPem = leaf.ExportCertificatePem() + "\n";
        FileName = $"SimpleNotificationService-{Convert.ToHexStringLower(SHA256.HashData(leaf.RawData).AsSpan(0, 16))}.pem";
        Url = $"https://sns.{region}.amazonaws.com/{FileName}";
    }

    /// <summary>The certificate of the authority, as PEM.</summary>
    public string AuthorityPem { get; }

    /// <summary>The certificate that signs, with its private key.</summary>
    public X509Certificate2 Leaf { get; }

    /// <summary>The certificate that signs, as PEM, without its key.</summary>
    public string LeafPem { get; }

    /// <summary>SimpleNotificationService-, 32 hexadecimal digits, .pem: the name that the real SNS uses.</summary>
    public string FileName { get; }

    /// <summary>The SigningCertURL of the messages. The real host is named; the sandbox serves the file under its own origin.</summary>
    public string Url { get; }

    public static SigningCertificates LoadOrCreate(string directory, string region, DateTimeOffset now)
    {
        var authorityPath = Path.Combine(directory, "ca.pem");
        var leafPath = Path.Combine(directory, "sns.pem");
        // The leaf is written last: with it, the set is whole.
        if (!File.Exists(leafPath))
        {
            Create(authorityPath, leafPath, $"sns.{region}.amazonaws.com", now);
        }

        return new SigningCertificates(File.ReadAllText(authorityPath), X509Certificate2.CreateFromPemFile(leafPath), region);
    }

    public void Dispose() => Leaf.Dispose();

    private static void Create(string authorityPath, string leafPath, string host, DateTimeOffset now)
    {
        var (from, until) = (now.AddDays(-1), now + Validity);
        // SNS signs with RSA, so the leaf is RSA; the authority takes what is quickly made.
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=BackoutBot Sandbox CA", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        authorityRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authorityRequest.PublicKey, critical: false));
        using var authority = authorityRequest.CreateSelfSigned(from, until);

        using var leafKey = RSA.Create(2048);
        var leafRequest = new CertificateRequest($"CN={host}", leafKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        leafRequest.CertificateExtensions.Add(names.Build());
        leafRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        leafRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        leafRequest.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        leafRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(leafRequest.PublicKey, critical: false));
        leafRequest.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var leaf = leafRequest.Create(authority.SubjectName, X509SignatureGenerator.CreateForECDsa(authorityKey), from, until, RandomNumberGenerator.GetBytes(16));

        // The authority's key is dropped: nothing else will ever be issued by it.
        StateFile.Write(authorityPath, Encoding.ASCII.GetBytes(authority.ExportCertificatePem() + "\n"));
        StateFile.Write(leafPath, Encoding.ASCII.GetBytes(leaf.ExportCertificatePem() + "\n" + leafKey.ExportPkcs8PrivateKeyPem() + "\n"));
    }
}
