using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Journal;

/// <summary>Chains the journal's entries by hash, so that a later change of any of them shows.</summary>
public static class JournalChain
{
    /// <summary>What the first entry has as its predecessor's hash.</summary>
    public static string Genesis { get; } = new('0', 64);

    /// <summary>The hash of an entry: lower-case hexadecimal SHA-256 over each field with its length, so that no two entries read the same.</summary>
    /// <param name="previousHash">The hash of the entry before; <see cref="Genesis"/> for the first.</param>
    /// <param name="backout">The backout.</param>
    /// <param name="version">The entry's version.</param>
    /// <param name="at">When it was decided.</param>
    /// <param name="actor">Who caused it; null for the bot.</param>
    /// <param name="cause">The command that it came from.</param>
    /// <param name="traceParent">The trace context; null where there was none.</param>
    /// <param name="eventJson">The event exactly as it is stored.</param>
    public static string Hash(string previousHash, BackoutId backout, long version, DateTimeOffset at, PersonId? actor, CommandKey cause, string? traceParent, string eventJson)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string? field in (ReadOnlySpan<string?>)
            [
                previousHash,
                backout.Value,
                version.ToString(CultureInfo.InvariantCulture),
                at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                actor?.Value,
                cause.Value,
                traceParent,
                eventJson,
            ])
        {
            byte[] bytes = field is null ? [] : Encoding.UTF8.GetBytes(field);
            hash.AppendData(Encoding.ASCII.GetBytes(field is null ? "-;" : $"{bytes.Length};"));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
