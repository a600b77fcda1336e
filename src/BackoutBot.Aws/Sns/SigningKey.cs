using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace BackoutBot.Aws.Sns;

/// <summary>
/// The public key of a trusted signing certificate. <see cref="RSA"/> promises nothing about use by several threads, so each borrows one
/// of its own.
/// </summary>
internal sealed class SigningKey(byte[] subjectPublicKeyInfo, DateTimeOffset usableUntil)
{
    private readonly ConcurrentBag<RSA> idle = [];

    /// <summary>When the certificate has to be looked at again, UTC.</summary>
    public DateTimeOffset UsableUntil => usableUntil;

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        if (!idle.TryTake(out var rsa))
        {
            rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        }

        var holds = rsa.VerifyData(data, signature, hash, RSASignaturePadding.Pkcs1);
        idle.Add(rsa);
        return holds;
    }
}
