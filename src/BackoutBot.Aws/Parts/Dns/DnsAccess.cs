using BackoutBot.Aws.Access;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>What the bot must be allowed with Route 53.</summary>
internal static class DnsAccess
{
    private const string Zone = "arn:${AWS::Partition}:route53:::hostedzone/${HostedZoneId}";
    private const string AllOf = "ForAllValues:StringEquals";

    public static AwsAccess Needed { get; } = new()
    {
        Parameters =
        [
            new("HostedZoneId", "The hosted zone of the record.") { Pattern = "^Z[A-Z0-9]+$" },
            new("RecordName", "The record's name in lower case, without the last dot.") { Pattern = "^[a-z0-9_*.-]*[a-z0-9]$" },
            new("RecordType", "The record's type.") { Otherwise = "CNAME" },
        ],
        Looks =
        [
            new("LookAtRecords", ["route53:ListResourceRecordSets", "route53:GetHostedZone"], Zone),
            new("LookAtChanges", ["route53:GetChange"], "arn:${AWS::Partition}:route53:::change/*"),
            new("AskForRecords", ["route53:TestDNSAnswer"], "*") { Because = "TestDNSAnswer can't be narrowed to what is asked." },
        ],
        Acts =
        [
            new("Record", ["route53:ChangeResourceRecordSets"], Zone)
            {
                Conditions =
                [
                    AccessCondition.During(Route53RevertAction.ActionName),
                    new(AllOf, "route53:ChangeResourceRecordSetsNormalizedRecordNames", "${RecordName}"),
                    new(AllOf, "route53:ChangeResourceRecordSetsRecordTypes", "${RecordType}"),
                    new(AllOf, "route53:ChangeResourceRecordSetsActions", "CREATE", "DELETE"),
                ],
            },
        ],
    };
}
