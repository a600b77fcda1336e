namespace BackoutBot.Aws.Tests.Parts.Alarms;

/// <summary>The sandbox's alarms, otherwise.</summary>
internal static class AlarmScenario
{
    public const string Errors = "checkout-api-5xx";
    public const string Latency = "checkout-api-latency";
    public const string Health = "checkout-api-health";

    private const string Description = "description: checkout-api answers more than 5 % of requests with a server error";
    private const string Composite = "description: checkout-api is unwell";

    /// <summary>The alarm of the errors has these members besides.</summary>
    public static string Errors5xx(this string scenario, string members) => scenario.With(Description, $"{Description}\n    {members}");

    /// <summary>The composite alarm has these members besides.</summary>
    public static string CompositeHas(this string scenario, string members) => scenario.With(Composite, $"{Composite}\n    {members}");

    /// <summary>The alarm of the errors tells another team.</summary>
    public static string ErrorsToOthers(this string scenario) => scenario
        .With($"{Description}\n    topic: checkout-api-alarms", $"{Description}\n    topic: other-team")
        .With("topics:\n", "topics:\n  - { name: other-team }\n");

    /// <summary>The composite alarm tells another team.</summary>
    public static string CompositeToOthers(this string scenario) => scenario.With($"{Composite}\n    topic: checkout-api-alarms", $"{Composite}\n    topic: checkout-api-deployments");

    public static string Mute(this string scenario, string rule) => scenario.With("compositeAlarms:\n", $"muteRules: [{{ {rule} }}]\ncompositeAlarms:\n");

    /// <summary>Another composite alarm.</summary>
    public static string CompositeOf(this string scenario, string name, string rule) => scenario.With("compositeAlarms:\n", $"compositeAlarms:\n  - name: {name}\n    topic: checkout-api-alarms\n    rule: {rule}\n    seconds: {{ toAlarm: 1.0, toOk: 1.0 }}\n");

    /// <summary>The alarm of the latency measures for so many seconds.</summary>
    public static string LatencyOver(this string scenario, int seconds) => scenario.With("unit: Milliseconds, period: 60", $"unit: Milliseconds, period: {seconds}");

    /// <summary>The alarm of the latency is a log alarm.</summary>
    public static string LatencyFromLogs(this string scenario, string query) => scenario.With("    topic: checkout-api-alarms\n    metric: { name: TargetResponseTime", $"    topic: checkout-api-alarms\n    logs: {{ {query} }}\n    metric: {{ name: TargetResponseTime");

    private static string With(this string scenario, string text, string other)
    {
        Assert.Contains(text, scenario, StringComparison.Ordinal);
        return scenario.Replace(text, other, StringComparison.Ordinal);
    }
}
