using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BackoutBot.Benchmarks.Signing;

/// <summary>Makes slash commands as Slack signs them (https://docs.slack.dev/authentication/verifying-requests-from-slack).</summary>
internal static class SlackCommandFactory
{
    public const string SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5";

    /// <summary>As many commands, each with a trigger of its own, from many channels.</summary>
    /// <param name="count">How many.</param>
    /// <param name="path">Where the server takes commands.</param>
    /// <param name="now">When they are sent.</param>
    public static SignedRequest[] Many(int count, string path, DateTimeOffset now) =>
        [.. Enumerable.Range(0, count).Select(index => Sign(Guid.NewGuid().ToString("N"), index, path, now.ToUnixTimeSeconds()))];

    private static SignedRequest Sign(string trigger, int index, string path, long timestamp)
    {
        var body = string.Create(
            CultureInfo.InvariantCulture,
            $"token=none&team_id=T0BENCH01&team_domain=bench&channel_id=C0BENCH{index % 200:000}&channel_name=ops&user_id=U0BENCH01&user_name=alice&command=%2Fbackout&text=help&api_app_id=A0BENCH01&is_enterprise_install=false&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT0BENCH01%2F1%2Fx&trigger_id={timestamp}.{index}.{trigger}");
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(SigningSecret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}"));
        var head =
            $"POST {path} HTTP/1.1\r\n"
            + "Host: 127.0.0.1\r\n"
            + "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
            + $"X-Slack-Request-Timestamp: {timestamp}\r\n"
            + $"X-Slack-Signature: v0={Convert.ToHexStringLower(mac)}\r\n\r\n";
        return new SignedRequest(trigger, Encoding.UTF8.GetBytes(head + body));
    }
}
