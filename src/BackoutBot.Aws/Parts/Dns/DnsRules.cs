using System.Text.RegularExpressions;
using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>How Route 53's names look.</summary>
internal static partial class DnsRules
{
    public static TextRule HostedZone { get; } = new("a hosted zone's id", HostedZonePattern().IsMatch, "write the id without '/hostedzone/', such as 'Z0SHOPEXAMPLE00001'");

    public static TextRule RecordName { get; } = new("a record's name", RecordNamePattern().IsMatch, "write the full domain name, such as 'api.shop.example.'");

    public static TextRule SetIdentifier { get; } = new("a set identifier", text => text.Length is > 0 and <= 128, "write the identifier as Route 53 shows it, at most 128 characters");

    /// <summary>What can be put back by an upsert of its earlier state. Delegation (NS, SOA) is no deployment's to change.</summary>
    public static IReadOnlyList<string> RecordTypes { get; } = ["A", "AAAA", "CAA", "CNAME", "HTTPS", "MX", "NAPTR", "PTR", "SRV", "SVCB", "TXT"];

    public static TextRule RecordType { get; } = new("a record type that can be put back", RecordTypes.Contains, $"write one of {string.Join(", ", RecordTypes)}");

    [GeneratedRegex(@"^Z[A-Z0-9]{1,31}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostedZonePattern();

    [GeneratedRegex(@"^(\*\.)?([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)+[A-Za-z0-9-]{1,63}\.?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RecordNamePattern();
}
