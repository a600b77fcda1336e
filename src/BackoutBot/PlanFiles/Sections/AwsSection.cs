using Amazon;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.Databases;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Resources;

namespace BackoutBot.PlanFiles.Sections;

/// <summary>Reads <c>aws</c>.</summary>
internal sealed class AwsSection
{
    /// <summary>What can be put back by an upsert of its earlier state. Delegation (NS, SOA) is no deployment's to change.</summary>
    private static readonly string[] RecordTypes = ["A", "AAAA", "CAA", "CNAME", "HTTPS", "MX", "NAPTR", "PTR", "SRV", "SVCB", "TXT"];

    private static readonly TextRule RecordType = new("a record type that can be put back", RecordTypes.Contains, $"write one of {string.Join(", ", RecordTypes)}");

    private readonly Section _section;
    private readonly List<Claim> _claims = [];
    private readonly Located<string>? _account;
    private readonly Located<string>? _region;

    private AwsSection(Section section)
    {
        _section = section;
        _account = section.Text("account", TextRules.Account);
        _region = section.Text("region", TextRules.Region);
    }

    public static (AwsServiceResources? Resources, IReadOnlyList<Claim> Claims) Read(Section? section)
    {
        if (section is null)
        {
            return (null, []);
        }

        AwsSection reader = new(section);
        AwsServiceResources resources = reader.Resources();
        section.Close();
        return (resources, reader._claims);
    }

    private AwsServiceResources Resources()
    {
        AwsRoles roles = Roles(_section.Child("roles"));
        IReadOnlyList<string> topics = Arns("topics", TextRules.Topic);
        if (!_section.Has("topics"))
        {
            _section.Fault(null, "the key 'topics' is missing", "add 'topics:' with the ARNs of the SNS topics that speak of this service");
        }
        else if (!_section.HasEntries("topics"))
        {
            _section.Fault("topics", "no topic can be listened to", "write the ARN of one SNS topic at least");
        }

        CodeDeployTarget? codeDeploy = CodeDeploy(_section.OptionalChild("codeDeploy"));
        IReadOnlyList<Located<string>> targetGroups = LocatedArns(_section, "targetGroups", TextRules.TargetGroup);
        targetGroups.ToList().ForEach(arn => ClaimIt($"target group {arn.Value}", arn));
        IReadOnlyList<Located<string>> alarms = _section.Texts("alarms", TextRules.Alarm);
        alarms.ToList().ForEach(alarm => ClaimIt($"alarm {alarm.Value}", alarm));
        return new AwsServiceResources(
            _account?.Value ?? string.Empty,
            _region?.Value ?? string.Empty,
            roles,
            topics,
            codeDeploy,
            [.. targetGroups.Select(arn => arn.Value)],
            [.. alarms.Select(alarm => alarm.Value)],
            Records(_section.Children("dns")),
            Databases(_section.Children("databases")),
            Maintenance(_section.OptionalChild("maintenance")));
    }

    private AwsRoles Roles(Section? section)
    {
        if (section is null)
        {
            return new AwsRoles(string.Empty, string.Empty, null);
        }

        Located<string>? read = section.Text("read", TextRules.Role);
        Located<string>? write = section.Text("write", TextRules.Role);
        Located<string>? externalId = section.OptionalText("externalId", TextRules.ExternalId);
        InAccount(section, read);
        InAccount(section, write);
        if (read is not null && read.Value == write?.Value)
        {
            section.Fault(write, "the role that writes is the role that reads", "use two roles, so that checks can't change anything");
        }

        section.Close();
        return new AwsRoles(read?.Value ?? string.Empty, write?.Value ?? string.Empty, externalId?.Value);
    }

    private CodeDeployTarget? CodeDeploy(Section? section)
    {
        if (section is null)
        {
            return null;
        }

        Located<string>? application = section.Text("application", TextRules.CodeDeployName);
        Located<string>? group = section.Text("deploymentGroup", TextRules.CodeDeployName);
        section.Close();
        if (application is null || group is null)
        {
            return null;
        }

        ClaimIt($"deployment group {application.Value}/{group.Value}", group);
        return new CodeDeployTarget(application.Value, group.Value);
    }

    private List<DnsRecord> Records(IReadOnlyList<Section> sections)
    {
        List<DnsRecord> records = [];
        foreach (Section section in sections)
        {
            Located<string>? zone = section.Text("zone", TextRules.HostedZone);
            Located<string>? name = section.Text("name", TextRules.RecordName);
            Located<string>? type = section.Text("type", RecordType);
            Located<string>? setIdentifier = section.OptionalText("setIdentifier", TextRules.SetIdentifier);
            section.Close();
            if (zone is null || name is null || type is null)
            {
                continue;
            }

            // Route 53 answers in lower case and with the final dot.
            DnsRecord record = new(zone.Value, name.Value.ToLowerInvariant().TrimEnd('.') + ".", type.Value, setIdentifier?.Value);
            if (records.Contains(record))
            {
                section.Fault(name, $"the record {record.Name} {record.Type} stands here again", "keep one of the two");
                continue;
            }

            ClaimIt($"record {record.Name} {record.Type}{(record.SetIdentifier is { } set ? $" ({set})" : string.Empty)} of zone {record.HostedZoneId}", name);
            records.Add(record);
        }

        return records;
    }

    private static List<RdsInstance> Databases(IReadOnlyList<Section> sections)
    {
        List<RdsInstance> instances = [];
        foreach (Section section in sections)
        {
            Located<string>? instance = section.Text("instance", TextRules.Database);
            Located<TimeSpan>? maxAge = section.Duration("snapshotMaxAge", TimeSpan.FromHours(24));
            section.Close();
            if (instance is not null && instances.Exists(other => other.Identifier == instance.Value))
            {
                section.Fault(instance, $"the instance {instance.Value} stands here again", "keep one of the two");
            }
            else if (instance is not null)
            {
                instances.Add(new RdsInstance(instance.Value, maxAge?.Value ?? default));
            }
        }

        return instances;
    }

    private MaintenancePage? Maintenance(Section? section)
    {
        if (section is null)
        {
            return null;
        }

        IReadOnlyList<Located<string>> listeners = LocatedArns(section, "listeners", TextRules.Listener);
        if (!section.Has("listeners"))
        {
            section.Fault(null, "the key 'listeners' is missing", "add 'listeners:' with the ARNs of the load balancer's listeners");
        }
        else if (!section.HasEntries("listeners"))
        {
            section.Fault("listeners", "no listener can show the page", "write the ARN of one listener at least");
        }

        Located<string>? page = section.Text("page", TextRules.Page);
        section.Close();
        return page is null ? null : new MaintenancePage([.. listeners.Select(arn => arn.Value)], page.Value);
    }

    private IReadOnlyList<string> Arns(string key, TextRule rule) => [.. LocatedArns(_section, key, rule).Select(arn => arn.Value)];

    private IReadOnlyList<Located<string>> LocatedArns(Section section, string key, TextRule rule)
    {
        IReadOnlyList<Located<string>> arns = section.Texts(key, rule);
        foreach (Located<string> arn in arns)
        {
            InAccount(section, arn);
            InRegion(section, arn);
        }

        return arns;
    }

    private void InAccount(Section section, Located<string>? arn)
    {
        if (arn is not null && _account is not null && Arn.Parse(arn.Value).AccountId is var account && account != _account.Value)
        {
            section.Fault(arn, $"it is in account {account} and the service in {_account.Value}", "correct the account on the side where it is wrong");
        }
    }

    private void InRegion(Section section, Located<string> arn)
    {
        if (_region is not null && Arn.Parse(arn.Value).Region is var region && region != _region.Value)
        {
            section.Fault(arn, $"it is in region {region} and the service in {_region.Value}", "correct the region on the side where it is wrong");
        }
    }

    private void ClaimIt<T>(string resource, Located<T> at)
    {
        if (_account is not null && _region is not null)
        {
            _claims.Add(new Claim($"{resource} in {_account.Value} {_region.Value}", at.At, at.Path));
        }
    }
}
