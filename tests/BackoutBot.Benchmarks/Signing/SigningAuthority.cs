using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BackoutBot.Benchmarks.Signing;

/// <summary>The run's own certificate authority, and the certificate that its SNS messages are signed with. Both die with the run.</summary>
internal sealed class SigningAuthority : IDisposable
{
    private readonly RSA leafKey = RSA.Create(2048);

    public SigningAuthority(string region, DateTimeOffset now)
    {
        var host = $"sns.{region}.amazonaws.com";
        var (from, until) = (now.AddDays(-1), now.AddDays(1));
        using var rootKey = RSA.Create(2048);
        var rootRequest = new CertificateRequest("CN=BackoutBot benchmark CA", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        rootRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        rootRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(rootRequest.PublicKey, critical: false));
        using var root = rootRequest.CreateSelfSigned(from, until);

        var request = new CertificateRequest($"CN={host}", leafKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        using var leaf = request.Create(root, from, until, RandomNumberGenerator.GetBytes(16));

        RootPem = root.ExportCertificatePem();
        LeafPem = leaf.ExportCertificatePem();
        Path = $"/SimpleNotificationService-{Convert.ToHexStringLower(SHA256.HashData(leaf.RawData).AsSpan(0, 16))}.pem";
        CertificateUrl = $"https://{host}{Path}";
    }

    public string RootPem { get; }

    public string LeafPem { get; }

    /// <summary>The path of the certificate, in the form that SNS's own has.</summary>
    public string Path { get; }

    /// <summary>What the messages name as SigningCertURL.</summary>
    public string CertificateUrl { get; }

    /// <summary>A signer for one thread.</summary>
    public RSA CreateSigner()
    {
        var signer = RSA.Create();
        signer.ImportParameters(leafKey.ExportParameters(includePrivateParameters: true));
        return signer;
    }

    public void Dispose() => leafKey.Dispose();
}
