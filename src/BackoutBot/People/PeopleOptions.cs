using System.Text.RegularExpressions;

namespace BackoutBot.People;

/// <summary>The <c>People</c> settings: who can act, by name.</summary>
public sealed partial class PeopleOptions : Dictionary<string, PersonOptions>
{
    /// <summary>The configuration section.</summary>
    public const string Section = "People";

    /// <summary>Compares names as configuration keys compare, without regard to case.</summary>
    public PeopleOptions()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    /// <summary>Everything that is wrong, one sentence each.</summary>
    public IEnumerable<string> Faults()
    {
        Dictionary<string, string> owners = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, PersonOptions person) in this)
        {
            if (!NamePattern().IsMatch(name))
            {
                yield return $"People: '{name}' is not a person's name: use lower-case letters, digits, dots, hyphens and underscores, such as 'alice'.";
            }

            foreach (string group in person.Groups.Where(group => !NamePattern().IsMatch(group)))
            {
                yield return $"People:{name}:Groups: '{group}' is not a group's name: use lower-case letters, digits, dots, hyphens and underscores, such as 'checkout-approvers'.";
            }

            foreach (string account in person.Accounts)
            {
                if (!AccountPattern().IsMatch(account))
                {
                    yield return $"People:{name}:Accounts: '{account}' is not an account: write slack: and the member id, such as 'slack:U024BE7LH', or teams: and the Entra object id.";
                }
                else if (!owners.TryAdd(account, name) && owners[account] != name)
                {
                    yield return $"People:{name}:Accounts: '{account}' is {owners[account]}'s already: an account belongs to one person.";
                }
            }

            if (person.DisplayName is { } shown && string.IsNullOrWhiteSpace(shown))
            {
                yield return $"People:{name}:DisplayName is empty: write the name to show, or leave the key out.";
            }
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{0,63}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();

    // Slack: the workspace's id may stand before the member's, for people of another workspace.
    [GeneratedRegex(@"^(slack:([TE][A-Z0-9]{2,20}/)?[UW][A-Z0-9]{2,20}|teams:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AccountPattern();
}
