using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>A Route 53 record set.</summary>
/// <param name="HostedZoneId">The zone's id, without <c>/hostedzone/</c>.</param>
/// <param name="Name">The record's name.</param>
/// <param name="Type">The record's type, such as <c>CNAME</c>.</param>
/// <param name="SetIdentifier">Tells weighted and similar sets of one name apart; null for a simple record.</param>
public sealed record DnsRecord(string HostedZoneId, string Name, string Type, string? SetIdentifier) : AwsResource
{
    /// <summary>Its name and type, and what tells it from others of that name, for people.</summary>
    public string Told => InWords(Name, Type, SetIdentifier);

    /// <summary>A record's name and type, and what tells it from others of that name, for people.</summary>
    internal static string InWords(string name, string type, string? setIdentifier) => $"{name} {type}{(setIdentifier is null ? "" : $" ({setIdentifier})")}";

    /// <summary>Whether both name the same record set, whatever the plan file calls it.</summary>
    public bool IsSameAs(DnsRecord other) => (HostedZoneId, Name, Type, SetIdentifier) == (other.HostedZoneId, other.Name, other.Type, other.SetIdentifier);
}
