using System.Globalization;
using Amazon.ElasticLoadBalancingV2.Model;
using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Parts.FrontDoor;

/// <summary>12.1 Verify the previous version is functioning correctly: what the customers ask is answered well by the targets, by the load balancer's own count.</summary>
internal sealed class Item12_1_TargetAnswers(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsCheck("12.1", catalogue, clients, time)
{
    private const string Namespace = "AWS/ApplicationELB";
    private const string Application = "app/";

    // Long enough for a quiet service, short enough that a bad minute is not lost among good ones.
    private static readonly TimeSpan Window = 5 * MetricMinutes.Length;

    public override bool SeesHowServiceIs => true;

    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        foreach (var door in resources.Of<MetricFrontDoor>())
        {
            // Until the first whole minute begins, that minute, and what its data may be late.
            findings.Settles(MetricMinutes.Length + MetricMinutes.Length + MetricMinutes.Late);
            var to = MetricMinutes.Floor(Now - MetricMinutes.Late);
            var from = to - Window;
            if (MetricMinutes.Since(context) is { } since && MetricMinutes.Ceiling(since) > from)
            {
                from = MetricMinutes.Ceiling(since);
            }

            var named = await ServedGroups.NamedAsync(resources, look);
            var served = (await ServedGroups.ReadAsync(named, resources)).Served;

            // An idle group has nothing to answer.
            foreach (var groups in (served.Count > 0 ? served : named).GroupBy(one => one.There))
            {
                await JudgeAsync(door, [.. groups.Select(one => one.Group)], groups.Key, from, to, findings);
            }
        }
    }

    private static async Task JudgeAsync(MetricFrontDoor door, IReadOnlyList<TargetGroup> groups, AwsLook there, DateTimeOffset from, DateTimeOffset to, Findings findings)
    {
        foreach (var group in groups.Where(group => Balancers(group).Length == 0))
        {
            findings.Unknown($"No Application Load Balancer sends requests to {group.TargetGroupName}, so nobody counts what it answers.", "Attach the target group to the load balancer, or say in aws.frontDoor another way to see the service.");
        }

        var counted = groups.SelectMany(group => Balancers(group).Select(balancer => (Group: group, Balancer: balancer))).ToArray();
        if (from >= to)
        {
            foreach (var (group, _) in counted)
            {
                NothingCounted(group, findings);
            }

            return;
        }

        if (counted.Length > 0)
        {
            var series = await there.MetricsAsync($"answers of {string.Join(", ", counted.Select(one => one.Group.TargetGroupName))}", [.. counted.SelectMany(one => Metrics(one.Group.TargetGroupArn, one.Balancer))], from, to);
            foreach (var (group, answers) in counted.Select(one => one.Group).Zip(series.Chunk(3)))
            {
                Judge(door, group, answers, to, findings);
            }
        }
    }

    // RequestCount of a target group counts what a target was chosen for, so also what none answered. What the load balancer answers by itself,
    // our page and redirects among it, is in none of the three: "Application Load Balancer metrics".
    private static MetricByMinute[] Metrics(string targetGroup, string balancer)
    {
        (string, string)[] dimensions = [("TargetGroup", targetGroup.Split(':')[5]), ("LoadBalancer", balancer)];
        return [.. ((string[])["RequestCount", "HTTPCode_Target_2XX_Count", "HTTPCode_Target_5XX_Count"]).Select(name => new MetricByMinute(Namespace, name, "Sum", dimensions))];
    }

    private static void Judge(MetricFrontDoor door, TargetGroup group, MetricSeries[] answers, DateTimeOffset to, Findings findings)
    {
        var (good, bad) = ((long)answers[1].Sum, (long)answers[2].Sum);
        var requests = Math.Max((long)answers[0].Sum, good + bad);
        if (!answers.All(series => series.IsComplete))
        {
            findings.Unknown($"CloudWatch did not tell all of what {group.TargetGroupName} answered.", "Wait for the next look.");
        }
        else if (requests == 0)
        {
            NothingCounted(group, findings);
        }
        else if (good * 100 >= requests * door.AtLeast)
        {
            findings.Pass($"{good} of {requests} requests to {group.TargetGroupName} were answered with 2xx{Until(to)}.");
        }
        else
        {
            findings.Fail($"{good} of {requests} requests to {group.TargetGroupName} were answered with 2xx and {bad} with 5xx{Until(to)}; at least {door.AtLeast} % must be 2xx.", "Wait for the application, or see what its logs and the load balancer say.");
        }
    }

    private static void NothingCounted(TargetGroup group, Findings findings) => findings.Unknown(
        $"No request to {group.TargetGroupName} has been counted yet that tells how it answers now.",
        "Wait about three minutes for what customers ask to be counted; if nobody asks, ask as a customer would.");

    private static string Until(DateTimeOffset to) => string.Create(CultureInfo.InvariantCulture, $" in the minutes before {to:HH:mm} UTC");

    private static string[] Balancers(TargetGroup group) => [.. (group.LoadBalancerArns ?? []).Select(Balancer).Where(balancer => balancer.StartsWith(Application, StringComparison.Ordinal))];

    private static string Balancer(string arn) => arn.Split(':')[5]["loadbalancer/".Length..];
}
