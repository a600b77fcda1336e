using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using BackoutBot.Aws.Events;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.News;

/// <summary>What Elastic Beanstalk tells of an environment, by EventBridge or by the topic that the environment notifies.</summary>
internal static partial class EnvironmentNews
{
    /// <summary>Reads an event of EventBridge's.</summary>
    public static IntakeReading Read(JsonElement message, EventOrigin origin)
    {
        var detail = message.Object("detail");
        var at = long.TryParse(detail.Text("EventDate"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : EventTime.Parse(message.Text("time"));
        return Of(origin, message.Text("account"), message.Text("region"), detail.Text("EnvironmentName"), detail.Text("Message"), $"{detail.Text("Status")} {detail.Text("Message")}", detail.Text("Severity"), at);
    }

    /// <summary>Whether a text is what an environment's own topic is told: lines of <c>Name: value</c>, the time first.</summary>
    public static bool IsOfEnvironment(string message) =>
        message.StartsWith("Timestamp: ", StringComparison.Ordinal) && message.Contains("\nEnvironment: ", StringComparison.Ordinal);

    /// <summary>Reads what an environment's own topic was told.</summary>
    public static IntakeReading ReadText(string message, EventOrigin origin)
    {
        string? Line(string name) => message.Split('\n').FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.Ordinal))?[(name.Length + 2)..].Trim();
        var told = Line("Message");
        return Of(origin, account: null, region: null, Line("Environment"), told, told, severity: null, EventTime.Parse(Line("Timestamp")));
    }

    private static IntakeReading Of(EventOrigin origin, string? account, string? region, string? name, string? told, string? words, string? severity, DateTimeOffset? happenedAt)
    {
        var health = Health().Match(words ?? string.Empty);
        return NewsSignal.Of(
            origin,
            account,
            region,
            NewsKind.Environment,
            name,
            health.Success ? "health" : "changes",
            health.Success ? ToneOfHealth(health.Groups["to"].Value) : ToneOfChange(words ?? string.Empty, severity),
            happenedAt,
            told,
            new SignalDetails().With("severity", severity));
    }

    // «Health colors and statuses»: Degraded and Severe are what customers notice; Warning may be nothing. Basic health tells colours only.
    private static SignalKind ToneOfHealth(string to) => to switch
    {
        "Degraded" or "Severe" or "RED" => SignalKind.BadNews,
        "Ok" or "GREEN" => SignalKind.GoodNews,
        "Warning" or "YELLOW" => SignalKind.News,
        _ => SignalKind.Informational,
    };

    private static SignalKind ToneOfChange(string words, string? severity) => words switch
    {
        _ when severity is "ERROR" or "FATAL" || Failed().IsMatch(words) => SignalKind.BadNews,
        _ when Done().IsMatch(words) => SignalKind.GoodNews,
        _ when severity is "WARN" => SignalKind.News,
        _ => SignalKind.Informational,
    };

    [GeneratedRegex("health has (transitioned (from [A-Za-z ]+ )?|been set )to (?<to>[A-Za-z]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Health();

    [GeneratedRegex(@"\b(failed|unsuccessful|with errors)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Failed();

    [GeneratedRegex(@"was deployed|\bsuccessfully (launched|deployed|updated)|update completed successfully|\bsucceeded\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Done();
}
