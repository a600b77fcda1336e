using BackoutBot.Aws.Access;

namespace BackoutBot.Aws.Parts.FrontDoor;

/// <summary>What the bot must be allowed, to see the service from outside.</summary>
internal static class FrontDoorAccess
{
    public static AwsAccess Needed { get; } = new()
    {
        Looks =
        [
            new("LookAtHealthChecks", ["route53:GetHealthCheck", "route53:GetHealthCheckStatus"], "arn:${AWS::Partition}:route53:::healthcheck/*"),
            new("ListHealthChecks", ["route53:ListHealthChecks"], "*") { Because = "ListHealthChecks can't be narrowed to what is listed." },
            new("LookAtMetrics", ["cloudwatch:GetMetricData"], "*") { Because = "GetMetricData can't be narrowed to what is read." },
        ],
    };
}
