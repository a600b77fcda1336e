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

            if (person.DisplayName is { } shown && string.IsNullOrWhiteSpace(shown))
            {
                yield return $"People:{name}:DisplayName is empty: write the name to show, or leave the key out.";
            }
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{0,63}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}
