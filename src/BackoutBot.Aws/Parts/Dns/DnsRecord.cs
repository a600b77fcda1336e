using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>A Route 53 record set.</summary>
/// <param name="HostedZoneId">The zone's id, without <c>/hostedzone/</c>.</param>
/// <param name="Name">The record's name.</param>
/// <param name="Type">The record's type, such as <c>CNAME</c>.</param>
/// <param name="SetIdentifier">Tells weighted and similar sets of one name apart; null for a simple record.</param>
public sealed record DnsRecord(string HostedZoneId, string Name, string Type, string? SetIdentifier) : AwsResource
{
    /// <summary>Whether both name the same record set, whatever the plan file calls it.</summary>
    public bool IsSameAs(DnsRecord other) => (HostedZoneId, Name, Type, SetIdentifier) == (other.HostedZoneId, other.Name, other.Type, other.SetIdentifier);
}
