using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>How Route 53's names look.</summary>
internal static class DnsRules
{
    public static TextRule HostedZone { get; } = new("a hosted zone's id", "^Z[A-Z0-9]{1,31}$", "write the id without '/hostedzone/', such as 'Z0SHOPEXAMPLE00001'");

    public static TextRule RecordName { get; } = new("a record's name", @"^(\*\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)+[A-Za-z0-9-]{1,63}\.?$", "write the full domain name, such as 'api.shop.example.'");

    public static TextRule SetIdentifier { get; } = new("a set identifier", "", "write the identifier as Route 53 shows it, at most 128 characters") { MaxLength = 128 };

    /// <summary>What can be put back by an upsert of its earlier state. Delegation (NS, SOA) is no deployment's to change.</summary>
    public static TextRule RecordType { get; } = TextRule.OneOf("a record type that can be put back", ["A", "AAAA", "CAA", "CNAME", "HTTPS", "MX", "NAPTR", "PTR", "SRV", "SVCB", "TXT"]);
}
