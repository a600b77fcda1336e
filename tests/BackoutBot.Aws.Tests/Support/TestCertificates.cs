using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BackoutBot.Aws.Tests.Support;

/// <summary>A certificate authority of the tests', and certificates that it issues.</summary>
internal sealed class TestCertificates
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The authority that the tests' bot trusts.</summary>
    public static readonly TestCertificates Trusted = new("CN=Test CA");

    /// <summary>One that it does not.</summary>
    public static readonly TestCertificates Foreign = new("CN=Foreign CA");

    private readonly X509Certificate2 authority;

    private TestCertificates(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority = request.CreateSelfSigned(Now.AddYears(-10), Now.AddYears(10));
        AuthorityPem = authority.ExportCertificatePem();
    }

    public string AuthorityPem { get; }

    public X509Certificate2 Issue(string host, DateTimeOffset? from = null, DateTimeOffset? until = null, int keyBits = 2048)
    {
        var key = RSA.Create(keyBits);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, from ?? Now.AddDays(-1), until ?? Now.AddYears(1), RandomNumberGenerator.GetBytes(12));
        return certificate.CopyWithPrivateKey(key);
    }
}
