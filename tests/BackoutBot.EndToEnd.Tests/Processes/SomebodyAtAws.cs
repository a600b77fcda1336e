using Amazon.Route53;
using Amazon.Route53.Model;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace BackoutBot.EndToEnd.Tests.Processes;

/// <summary>A person who changes something in the account by hand, as with the AWS console.</summary>
internal static class SomebodyAtAws
{
    /// <summary>Points a record elsewhere.</summary>
    public static async Task MoveRecordAsync(Uri account, string zone, string name, string answer)
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials("AKIASANDBOX000000001", "sandbox-secret-not-a-secret"),
            new AmazonSecurityTokenServiceConfig { ServiceURL = account.ToString(), AuthenticationRegion = "eu-west-1" });
        AssumeRoleResponse session = await sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::123456789012:role/bo-exec", RoleSessionName = "by-hand" });
        // Route 53 is signed for one region, wherever the account works.
        using var dns = new AmazonRoute53Client(session.Credentials, new AmazonRoute53Config { ServiceURL = account.ToString(), AuthenticationRegion = "us-east-1" });
        ListResourceRecordSetsResponse sets = await dns.ListResourceRecordSetsAsync(new ListResourceRecordSetsRequest { HostedZoneId = zone });
        ResourceRecordSet set = sets.ResourceRecordSets.Single(one => one.Name == name && one.Type == RRType.CNAME);
        set.ResourceRecords = [new ResourceRecord { Value = answer }];
        _ = await dns.ChangeResourceRecordSetsAsync(new ChangeResourceRecordSetsRequest
        {
            HostedZoneId = zone,
            ChangeBatch = new ChangeBatch { Changes = [new Change { Action = ChangeAction.UPSERT, ResourceRecordSet = set }] },
        });
    }
}
