using BackoutBot.Aws.Access;
using BackoutBot.Aws.Clients;

namespace BackoutBot.Aws.Sns;

/// <summary>What the bot must be allowed to confirm the subscriptions of <c>manifests/aws/intake.yaml</c>.</summary>
internal static class SnsAccess
{
    private const string Topics = "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${ServiceName}";

    public static AwsAccess Needed { get; } = new()
    {
        Acts = [new("Subscribe", ["sns:ConfirmSubscription"], Topics + "-alarms", Topics + "-deployments") { Conditions = [AccessCondition.During(AwsClients.SubscribeAction)] }],
    };
}
