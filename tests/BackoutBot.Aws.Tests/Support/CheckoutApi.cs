using BackoutBot.Aws.Parts.Alarms;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.Databases;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Parts.LoadBalancing;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;

namespace BackoutBot.Aws.Tests.Support;

/// <summary>The sandbox's one service, as its plan file would describe it.</summary>
internal static class CheckoutApi
{
    public const string Account = "123456789012";
    public const string Region = "eu-west-1";
    public const string AlarmTopic = "arn:aws:sns:eu-west-1:123456789012:checkout-api-alarms";
    public const string DeploymentTopic = "arn:aws:sns:eu-west-1:123456789012:checkout-api-deployments";
    public const string TargetGroup = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/checkout-api-prod/73e2d6bc24d8a067";
    public const string HttpsListener = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop-prod/50dc6c495c0c9188/0467ef3c8400ae65";
    public const string HttpListener = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop-prod/50dc6c495c0c9188/f2f7dc8efc522ab2";

    public static readonly BackoutId Backout = new("checkout-api-1");
    public static readonly AwsAccount Own = new("own", Account, Region, new AwsRoles("arn:aws:iam::123456789012:role/bo-verify", "arn:aws:iam::123456789012:role/bo-exec", null));
    public static readonly CodeDeployTarget Group = new("checkout-api", "checkout-api-prod") { Id = "checkout-api-prod", Account = Own };
    public static readonly DnsRecord Record = new("Z0SHOPEXAMPLE00001", "api.shop.example.", "CNAME", null) { Id = "api", Account = Own };

    public static readonly AwsService Resources = new(
        [Own],
        [AlarmTopic, DeploymentTopic],
        [
            Group,
            new ServiceTargetGroup(TargetGroup) { Id = "checkout-api-prod", Account = Own },
            .. Alarms("checkout-api-5xx", "checkout-api-latency", "checkout-api-health"),
            Record,
            new RdsInstance("checkout-db", TimeSpan.FromHours(24)) { Id = "checkout-db", Account = Own },
            Page("<h1>Back soon</h1>", HttpsListener, HttpListener),
        ]);

    public static readonly ServiceDefinition Service = new(
        new ServiceId("checkout-api"),
        "production",
        "#ops",
        [.. Resources.Of<ServiceAlarm>().Select(alarm => AwsResourceKeys.Alarm(Account, Region, alarm.Name)), Group.SignalKey],
        new ApprovalPolicy([], ["checkout-approvers"], 1, TimeSpan.FromMinutes(15)),
        [],
        new ValidationPolicy(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)),
        new Dictionary<ItemId, string>(),
        [Step(MaintenanceOnAction.ActionName), Step(CodeDeployStopAction.ActionName), Step(CodeDeployRedeployAction.ActionName), Step(Route53RevertAction.ActionName), Step(MaintenanceOffAction.ActionName)]);

    public static StepDefinition Step(string action) => new(new StepId(action), action, []);

    public static IEnumerable<ServiceAlarm> Alarms(params string[] names) => names.Select(name => new ServiceAlarm(name) { Id = name, Account = Own });

    public static MaintenancePage Page(string html, params string[] listeners) => new(listeners, html) { Id = "maintenance", Account = Own };

    /// <summary>The service with other resources of one kind.</summary>
    public static AwsService With<T>(params IEnumerable<T> others)
        where T : AwsResource => Resources with { Resources = [.. Resources.Resources.Where(resource => resource is not T), .. others] };

    /// <summary>Everything in another account, or under other roles.</summary>
    public static AwsService As(this AwsService service, AwsAccount account) => service with { Accounts = [account], Resources = [.. service.Resources.Select(resource => resource with { Account = account })] };
}
