namespace BackoutBot.Aws.Parts.Dns;

/// <summary>
/// What is said of a record that a traffic policy instance made: Route 53 makes it anew from the policy, and one that is changed apart from it
/// is no more the policy's (TrafficPolicyInstanceId of ResourceRecordSet, Route 53 API reference).
/// </summary>
internal static class TrafficPolicy
{
    public const string Fix = "Leave it out of the plan file: what it answers is changed by its traffic policy alone.";

    public static string SentenceOf(DnsRecord record, string instance) => $"{record.Told} was made by the traffic policy instance {instance}, so it can't be put back record by record.";
}
