using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Tests.Support;

namespace BackoutBot.Aws.Tests.Parts.LoadBalancing;

/// <summary>The sandbox's load balancer with other targets, groups and weights.</summary>
internal static class LoadBalancerScenario
{
    public const string Blue = "checkout-api-prod";
    public const string Green = "checkout-api-green";
    public const string GreenArn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/checkout-api-green/83e2d6bc24d8a078";

    private const string Https = "id: 0467ef3c8400ae65, protocol: HTTPS, port: 443,";

    /// <summary>Both groups of a pair, as a plan file names them.</summary>
    public static AwsService Pair { get; } = CheckoutApi.With(
        new ServiceTargetGroup(CheckoutApi.TargetGroup) { Id = Blue, Account = CheckoutApi.Own },
        new ServiceTargetGroup(GreenArn) { Id = Green, Account = CheckoutApi.Own });

    /// <summary>The first targets are in that state.</summary>
    public static string Targets(this string scenario, string state, int count = 1, string? reason = null)
    {
        for (var i = 1; i <= count; i++)
        {
            scenario = scenario.With($"{{ id: i-0c0ffee000000000{i}, ", $"{{ id: i-0c0ffee000000000{i}, target: {state}, {(reason is null ? "" : $"reason: {reason}, ")}");
        }

        return scenario;
    }

    /// <summary>There is a second group, whose targets are in those states.</summary>
    public static string Second(this string scenario, params string[] states) => scenario.With(
        "  # healthChange: until",
        $$"""
          otherTargetGroups:
            - name: {{Green}}
              arn: {{GreenArn}}
              protocol: HTTP
              port: 8080
              healthCheck: { path: /healthz, intervalSeconds: 10, timeoutSeconds: 5, healthyThreshold: 2, unhealthyThreshold: 2, matcher: "200" }
              targets: [{{string.Join(", ", states.Select((state, i) => $"{{ id: i-0c0ffee000000001{i}, zone: eu-west-1a, target: {state} }}"))}}]
          # healthChange: until
        """);

    /// <summary>The listener for customers forwards to those groups, each with its weight.</summary>
    public static string Forward(this string scenario, params (string Group, int Weight)[] to) =>
        scenario.With(Https, $"{Https} forward: [{string.Join(", ", to.Select(one => $"{{ targetGroup: {one.Group}, weight: {one.Weight} }}"))}],");

    public static string With(this string scenario, string text, string other)
    {
        Assert.Contains(text, scenario, StringComparison.Ordinal);
        return scenario.Replace(text, other, StringComparison.Ordinal);
    }
}
