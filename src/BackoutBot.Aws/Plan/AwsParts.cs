using BackoutBot.Aws.Parts.Alarms;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.Databases;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Parts.FrontDoor;
using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Parts.News;

namespace BackoutBot.Aws.Plan;

/// <summary>Every part that there is, in the order of the reference: one line a part.</summary>
internal static class AwsParts
{
    public static IReadOnlyList<IAwsPart> All { get; } =
    [
        new CodeDeployPart(),
        new LoadBalancingPart(),
        new AlarmsPart(),
        new DnsPart(),
        new DatabasesPart(),
        new MaintenancePart(),
        new FrontDoorPart(),
        new NewsPart(),
    ];
}
