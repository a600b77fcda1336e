using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace BackoutBot.Core.Ids;

/// <summary>
/// The deterministic key that one attempt at a step carries to AWS, such as <c>bo-0a1b2c3d-checkout-api-17-1-dns-1</c>. It is kept with the intent
/// and never computed again.
/// </summary>
/// <param name="Value">The identifier as people read it.</param>
[JsonConverter(typeof(IdJsonConverter<IdempotencyKey>))]
public readonly record struct IdempotencyKey(string Value) : IId<IdempotencyKey>
{
    /// <summary>How long a key may be at the most: as long as the shortest name that carries one (DBSnapshotIdentifier and DBInstanceIdentifier, RDS API reference).</summary>
    public const int MaxLength = 63;

    private const int DigestLength = 8;

    /// <inheritdoc />
    public static IdempotencyKey From(string value) => new(value);

    /// <summary>The key of an attempt that is to be intended.</summary>
    /// <param name="installation">Which installation of the bot intends it: another one numbers its backouts from 1, too.</param>
    /// <param name="backout">The backout.</param>
    /// <param name="round">The round of its plan.</param>
    /// <param name="step">The step.</param>
    /// <param name="attempt">1 for the first try.</param>
    public static IdempotencyKey Of(InstallationId installation, BackoutId backout, int round, StepId step, int attempt)
    {
        string whole = $"{PrefixOf(installation)}{backout}-{round}-{step}-{attempt}";
        return new IdempotencyKey(whole.Length <= MaxLength ? whole : $"{whole[..(MaxLength - DigestLength - 1)].TrimEnd('-')}-{Digest(whole)}");
    }

    /// <summary>Whether an attempt of that installation carries it.</summary>
    public bool IsOf(InstallationId installation) => Value.StartsWith(PrefixOf(installation), StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Value;

    private static string PrefixOf(InstallationId installation) => $"bo-{installation}-";

    private static string Digest(string whole) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..DigestLength];
}
