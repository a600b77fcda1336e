using System.Security.Cryptography;
using System.Text;

namespace BackoutBot.Sandbox.Account;

/// <summary>The account's ids: derived from its seed and a counter that is saved with the state, so none is given out twice.</summary>
internal static class AccountIds
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    public static string NewDeploymentId(this AccountState state) => "d-" + Text(state.Next(), 9);

    public static string NewChangeId(this AccountState state) => "C" + Text(state.Next(), 20);

    public static string NewRuleId(this AccountState state) => Convert.ToHexStringLower(state.Next().AsSpan(0, 8));

    public static string NewAccessKeyId(this AccountState state) => "ASIA" + Text(state.Next(), 16);

    public static string NewUuid(this AccountState state) => new Guid(state.Next().AsSpan(0, 16)).ToString();

    /// <summary>As long as a token of SNS: 2336412f37 and hexadecimal digits.</summary>
    public static string NewToken(this AccountState state) => "2336412f37" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(64));

    public static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));

    public static string NewSessionToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(96));

    public static string NewRequestId() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    private static byte[] Next(this AccountState state) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(state.Seed), BitConverter.GetBytes(state.NextId++));

    private static string Text(byte[] bytes, int length) => string.Concat(bytes.Take(length).Select(b => Letters[b % Letters.Length]));
}
