using Amazon.Route53;
using Amazon.Route53.Model;
using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Parts.FrontDoor;

/// <summary>12.1 Verify the previous version is functioning correctly: enough of a Route 53 health check's checkers, which are all over the world, reach it.</summary>
internal sealed class Item12_1_HealthCheck(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsCheck("12.1", catalogue, clients, time)
{
    /// <summary>
    /// "If more than 18% of health checkers report that an endpoint is healthy, Route 53 considers it healthy": How Amazon Route 53 determines
    /// whether a health check is healthy.
    /// </summary>
    private const int PercentNeeded = 18;

    // CreateHealthCheck, Route 53 API reference: what holds where a health check does not say.
    private const int DefaultInterval = 30;
    private const int DefaultThreshold = 3;

    public override bool SeesHowServiceIs => true;

    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        foreach (var door in resources.Of<HealthCheckFrontDoor>())
        {
            var there = look.In(door.Account);
            var config = await there.HealthCheckAsync(door.HealthCheck);
            var interval = TimeSpan.FromSeconds(config.RequestInterval ?? DefaultInterval);
            var threshold = config.FailureThreshold ?? DefaultThreshold;
            findings.Settles(interval * threshold);
            if (ProvesNothing(door.HealthCheck, config) is { } reason)
            {
                findings.Unknown(reason, "Name another health check, of the service's endpoint, in aws.frontDoor.healthCheck; or say another way there.");
            }
            else
            {
                Judge(door.HealthCheck, await there.CheckersAsync(door.HealthCheck), context.ProvesSince + (interval * (threshold - 1)), findings);
            }
        }
    }

    private static string? ProvesNothing(string id, HealthCheckConfig config)
    {
        if (config.Disabled == true)
        {
            return $"The health check {id} is disabled, and counts as healthy without anybody looking.";
        }

        if (config.Inverted == true)
        {
            return $"The health check {id} is inverted: it is healthy while the service is not.";
        }

        // Only these have checkers. GetHealthCheckStatus, Route 53 API reference: it can't be used for a calculated health check.
        return config.Type is { } type
            && (type == HealthCheckType.HTTP || type == HealthCheckType.HTTPS || type == HealthCheckType.HTTP_STR_MATCH || type == HealthCheckType.HTTPS_STR_MATCH || type == HealthCheckType.TCP)
            ? null
            : $"The health check {id} is of the type {config.Type?.Value ?? "unknown"}, which looks at no endpoint itself.";
    }

    // A checker changes its mind after as many equal answers as the threshold says: what it says counts once it has looked so often since.
    private static void Judge(string id, IReadOnlyList<CheckerReport> checkers, DateTimeOffset? from, Findings findings)
    {
        var recent = checkers.Where(checker => from is null || checker.CheckedAt > from).ToArray();
        var well = recent.Count(checker => checker.IsWell);
        if (IsEnough(well, checkers.Count))
        {
            findings.Pass($"{well} of {checkers.Count} checkers of the health check {id} reach the service.");
        }
        else if (!IsEnough(recent.Length, checkers.Count))
        {
            findings.Unknown(
                from is null ? $"No checker of the health check {id} has looked." : $"{recent.Length} of {checkers.Count} checkers of the health check {id} have looked often enough since all that the backout had put up was gone.",
                "Wait for its checkers to look again; see in Route 53 whether they do.");
        }
        else
        {
            var said = recent.FirstOrDefault(checker => !checker.IsWell)?.Status;
            findings.Fail(
                $"{well} of {checkers.Count} checkers of the health check {id} reach the service, and more than {PercentNeeded} % must.{(said is null ? "" : $" One says: {LogText.Clip(said)}")}",
                "Wait for the application, or see in Route 53 what the checkers say.");
        }
    }

    private static bool IsEnough(int some, int all) => some * 100 > all * PercentNeeded;
}
