using Amazon;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.PlanFiles;

namespace BackoutBot.Aws.Plan;

/// <summary>What a part needs to read its key: the section, the accounts, and the rules that hold for all resources.</summary>
internal sealed class AwsPartReader(Section section, IReadOnlyList<AwsAccount> accounts)
{
    private readonly List<Claim> claims = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    /// <summary>The section <c>aws</c>.</summary>
    public Section Section => section;

    /// <summary>The service's own account.</summary>
    public AwsAccount Own => accounts[0];

    /// <summary>What the resources read so far claim for their service.</summary>
    public IReadOnlyList<Claim> Claims => claims;

    /// <summary>What the parts before this one have read.</summary>
    public List<AwsResource> Known { get; } = [];

    /// <summary>The names that were given since this was last asked, those of entries with faults included.</summary>
    public IReadOnlyList<string> TakeIds()
    {
        string[] taken = [.. ids];
        ids.Clear();
        return taken;
    }

    /// <summary>The account that an entry names under <c>account</c>; the service's own where it names none.</summary>
    public AwsAccount AccountOf(Section entry)
    {
        if (entry.OptionalText("account", TextRules.Step, "The name of the account, of aws.accounts, that it is in; the service's own where the key is missing.") is not { } named)
        {
            return accounts[0];
        }

        if (accounts.FirstOrDefault(account => account.Name == named.Value) is { } found)
        {
            return found;
        }

        var near = Nearest.To(named.Value, accounts.Select(account => account.Name)) is { } suggestion ? $"write '{suggestion}'" : "add it to 'accounts'";
        entry.Fault(named, $"there is no account '{named.Value}'", $"{near}; the accounts are {string.Join(", ", accounts.Select(account => account.Name))}");
        return accounts[0];
    }

    /// <summary>The name by which steps call the resource: what stands under <c>id</c>, or else the name that it has anyway.</summary>
    public string IdOf(Section entry, string otherwise) => Distinct(entry, entry.OptionalText("id", TextRules.Step, "The name by which steps refer to it."), otherwise);

    /// <summary>ARNs under a key of a section, each in an account and region of the file.</summary>
    public IReadOnlyList<Located<string>> Arns(Section of, string key, TextRule rule, string description, NoEntries? needed = null)
    {
        var arns = of.Texts(key, rule, description, needed);
        foreach (var arn in arns)
        {
            var parsed = Arn.Parse(arn.Value);
            var own = accounts[0];
            var sameAccount = accounts.Where(account => account.Id == parsed.AccountId).ToArray();
            if (own.Id.Length > 0 && sameAccount.Length == 0)
            {
                of.Fault(arn, $"it is in account {parsed.AccountId} and the service in {string.Join(", ", accounts.Select(account => account.Id).Distinct(StringComparer.Ordinal))}", "correct the account on the side where it is wrong, or add it to 'accounts'");
            }
            else if (own.Region.Length > 0 && sameAccount.Length > 0 && !Array.Exists(sameAccount, account => account.Region == parsed.Region))
            {
                of.Fault(arn, $"it is in region {parsed.Region} and the service in {string.Join(", ", sameAccount.Select(account => account.Region).Distinct(StringComparer.Ordinal))}", "correct the region on the side where it is wrong, or add it to 'accounts'");
            }
        }

        return arns;
    }

    /// <summary>The account and region of an ARN that was read.</summary>
    public AwsAccount AccountOf(Located<string> arn)
    {
        var parsed = Arn.Parse(arn.Value);
        return accounts.FirstOrDefault(account => account.Id == parsed.AccountId && account.Region == parsed.Region) ?? accounts[0];
    }

    /// <summary>Says that the resource is this service's alone.</summary>
    public void Claim<T>(AwsAccount account, string resource, Located<T> at)
    {
        if (account.Id.Length > 0 && account.Region.Length > 0)
        {
            claims.Add(new Claim($"{resource} in {account.Id} {account.Region}", at.At, at.Path));
        }
    }

    private string Distinct(Section entry, Located<string>? given, string otherwise)
    {
        var id = given?.Value ?? otherwise;
        if (!ids.Add(id) && given is not null)
        {
            entry.Fault(given, $"the name '{id}' stands here again", "give each resource a name of its own");
        }

        return id;
    }
}
