using BackoutBot.Aws.Sns;
using BackoutBot.Benchmarks.Signing;
using BenchmarkDotNet.Attributes;

namespace BackoutBot.Benchmarks.Micro;

/// <summary>What the intake does for each message before it is kept: read the envelope, and verify its signature.</summary>
[MemoryDiagnoser]
public class SignatureBenchmark
{
    private byte[] body = [];
    private SnsEnvelope envelope = null!;
    private SigningKey key = null!;

    [GlobalSetup]
    public void Sign()
    {
        var now = DateTimeOffset.UtcNow;
        using var authority = new SigningAuthority(Demo.Region, now);
        var request = new RequestFactory(authority).Many(1, _ => new AlarmMessage("checkout-api-5xx", IsRaised: true, now))[0].Bytes.ToArray();
        body = request[(request.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..];
        envelope = Parse() ?? throw new BenchmarkException("The message can't be read.");
        using var signer = authority.CreateSigner();
        key = new SigningKey(signer.ExportSubjectPublicKeyInfo(), now.AddDays(1));
        if (!Verify())
        {
            throw new BenchmarkException("The signature does not hold.");
        }
    }

    [Benchmark]
    public SnsEnvelope? Parse() => SnsEnvelope.TryParse(body, out var read, out _) ? read : null;

    [Benchmark]
    public bool Verify() => SnsSignature.Holds(envelope, key);
}
