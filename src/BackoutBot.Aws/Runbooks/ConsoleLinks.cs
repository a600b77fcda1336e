using BackoutBot.Aws.Resources;
using BackoutBot.Core.Runbooks;

namespace BackoutBot.Aws.Runbooks;

/// <summary>Where things are seen in AWS's own console. Which account is shown is a matter of who is signed in there.</summary>
internal static class ConsoleLinks
{
    /// <summary>A CodeDeploy deployment.</summary>
    public static RunbookLink Deployment(AwsAccount account, string id) =>
        Of($"Deployment {id}", account, $"codesuite/codedeploy/deployments/{Uri.EscapeDataString(id)}?region={account.Region}");

    /// <summary>A CodeDeploy deployment group, with its deployments.</summary>
    public static RunbookLink DeploymentGroup(AwsAccount account, string application, string group) =>
        Of($"Deployment group {group}", account, $"codesuite/codedeploy/applications/{Uri.EscapeDataString(application)}/deployment-groups/{Uri.EscapeDataString(group)}?region={account.Region}");

    /// <summary>The records of a hosted zone.</summary>
    public static RunbookLink Records(AwsAccount account, string zone) =>
        Of($"Hosted zone {zone}", account, $"route53/v2/hostedzones?region={account.Region}#ListRecordSets/{Uri.EscapeDataString(zone)}");

    /// <summary>A load balancer's listener, with its rules.</summary>
    public static RunbookLink Listener(AwsAccount account, string arn) =>
        Of($"Listener {arn}", account, $"ec2/home?region={account.Region}#ListenerDetails:listenerArn={Uri.EscapeDataString(arn)};tab=listenerRules");

    private static RunbookLink Of(string title, AwsAccount account, string path) => new(title, new Uri($"https://{account.Region}.{Domain(account.Region)}/{path}"));

    private static string Domain(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "console.amazonaws.cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "console.amazonaws-us-gov.com"
        : "console.aws.amazon.com";
}
