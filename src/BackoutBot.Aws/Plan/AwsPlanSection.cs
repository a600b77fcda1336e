using Amazon;
using BackoutBot.Aws.Resources;
using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Plan;

/// <summary>Reads <c>aws</c>: the accounts and topics, and then each part its own key.</summary>
public sealed class AwsPlanSection : IPlanSection
{
    private const string OwnAccount = "own";

    /// <inheritdoc />
    public string Key => "aws";

    /// <inheritdoc />
    public string Description => "What the service has on AWS.";

    /// <inheritdoc />
    public IReadOnlyList<PlanAction> Actions { get; } = [.. AwsParts.All.SelectMany(part => part.Actions)];

    /// <inheritdoc />
    public PlanSectionReading Read(Section section)
    {
        List<AwsAccount> accounts = [ReadAccount(section, "account", OwnAccount)];
        foreach (var entry in section.Children("accounts", "More accounts and regions in which the service has something, beside its own."))
        {
            var name = entry.Text("name", TextRules.Step, "The name by which other keys refer to the account.");
            accounts.Add(ReadAccount(entry, "id", name?.Value ?? ""));
            entry.Close();
            if (name is not null && accounts.SkipLast(1).Any(account => account.Name == name.Value))
            {
                entry.Fault(name, $"the account '{name.Value}' stands here again", "give each account a name of its own");
            }
        }

        var reader = new AwsPartReader(section, accounts);
        var topics = reader.Arns(
            section,
            "topics",
            AwsRules.Topic,
            "ARNs of the standard SNS topics whose messages may speak of this service. Messages from other topics are refused.",
            new NoEntries("the ARNs of the SNS topics that speak of this service", "no topic can be listened to", "write the ARN of one SNS topic at least"));

        var parts = AwsParts.All.Select(part =>
        {
            AwsResource[] resources = [.. part.Read(reader)];
            reader.Known.AddRange(resources);
            return (Part: part, Resources: resources, Ids: reader.TakeIds());
        }).ToArray();
        section.Close();
        return new PlanSectionReading(
            new AwsService(accounts, [.. topics.Select(topic => topic.Value)], [.. parts.SelectMany(one => one.Resources)]),
            [.. parts.SelectMany(one => one.Resources.SelectMany(one.Part.SignalKeys))],
            parts.ToDictionary(one => one.Part.Key, one => (IReadOnlyList<string>)[.. one.Ids.Union(one.Resources.Select(resource => resource.Id), StringComparer.Ordinal)], StringComparer.Ordinal),
            reader.Claims)
        {
            Portions = parts.Select(one => (one.Part.Key, Portions: one.Part.Portions(one.Resources))).Where(one => one.Portions.Count > 0).ToDictionary(one => one.Key, one => one.Portions, StringComparer.Ordinal),
        };
    }

    private static AwsAccount ReadAccount(Section section, string idKey, string name)
    {
        var id = section.Text(idKey, AwsRules.Account, "The 12-digit account id, in quotes.");
        var region = section.Text("region", AwsRules.Region, "The region, such as eu-west-1.");
        return new AwsAccount(name, id?.Value ?? "", region?.Value ?? "", Roles(section.Child("roles", "The two IAM roles that the bot assumes."), id?.Value));
    }

    private static AwsRoles Roles(Section? section, string? account)
    {
        if (section is null)
        {
            return new AwsRoles("", "", null);
        }

        var read = section.Text("read", AwsRules.Role, "ARN of the role for checks and observation.");
        var write = section.Text("write", AwsRules.Role, "ARN of the role for approved steps.");
        var externalId = section.OptionalText("externalId", AwsRules.ExternalId, "The external id that the roles' trust policies ask for, where they do.");
        foreach (var role in new[] { read, write }.OfType<Located<string>>())
        {
            if (account is not null && Arn.Parse(role.Value).AccountId is var of && of != account)
            {
                section.Fault(role, $"it is in account {of} and the service in {account}", "correct the account on the side where it is wrong");
            }
        }

        if (read is not null && read.Value == write?.Value)
        {
            section.Fault(write, "the role that writes is the role that reads", "use two roles, so that checks can't change anything");
        }

        section.Close();
        return new AwsRoles(read?.Value ?? "", write?.Value ?? "", externalId?.Value);
    }
}
