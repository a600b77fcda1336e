using BackoutBot.Core.Ids;
using BackoutBot.Core.People;
using Microsoft.Extensions.Primitives;

namespace BackoutBot.People;

/// <summary>
/// People and groups from the <c>People</c> settings, live: a change of the settings counts from the next click on. A change with a
/// fault in it is reported and not taken, so that a slip in the file locks nobody out in the middle of a backout.
/// </summary>
internal sealed partial class ConfiguredDirectory : IAccounts, IDisposable
{
    private readonly IConfiguration _configuration;
    private readonly ILogger<ConfiguredDirectory> _logger;
    private readonly IDisposable _changes;
    private volatile PeopleOptions _people;

    public ConfiguredDirectory(IConfiguration configuration, ILogger<ConfiguredDirectory> logger)
    {
        _configuration = configuration;
        _logger = logger;
        _people = Bind();
        _changes = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    /// <summary>The person of that name, or null where the settings have none.</summary>
    public Person? Find(PersonId id) => Entry(id) is { } person ? new Person(id, person.DisplayName ?? id.Value) : null;

    /// <summary>Whether the settings put the person into the group.</summary>
    public bool IsMember(PersonId id, string group) => Entry(id)?.Groups.Contains(group, StringComparer.Ordinal) ?? false;

    public PersonId PersonOf(PlatformAccount account)
    {
        string written = account.ToString();
        foreach ((string name, PersonOptions person) in _people)
        {
            if (person.Accounts.Contains(written, StringComparer.Ordinal))
            {
                return new PersonId(name);
            }
        }

        return new PersonId(written);
    }

    public IReadOnlyList<PlatformAccount> AccountsOf(PersonId person, string platform)
    {
        string prefix = $"{platform}:";
        if (Entry(person) is { } entry)
        {
            return [.. entry.Accounts.Where(account => account.StartsWith(prefix, StringComparison.Ordinal)).Select(account => new PlatformAccount(platform, account[prefix.Length..]))];
        }

        return person.Value.StartsWith(prefix, StringComparison.Ordinal) ? [new PlatformAccount(platform, person.Value[prefix.Length..])] : [];
    }

    public void Dispose() => _changes.Dispose();

    /// <summary>The settings find keys in any case; a person is the one who is spelled exactly so.</summary>
    private PersonOptions? Entry(PersonId id)
    {
        PeopleOptions people = _people;
        return people.TryGetValue(id.Value, out PersonOptions? person) && people.Keys.Contains(id.Value, StringComparer.Ordinal) ? person : null;
    }

    private PeopleOptions Bind() => _configuration.GetSection(PeopleOptions.Section).Get<PeopleOptions>() ?? [];

    private void Reload()
    {
        PeopleOptions people = Bind();
        string[] faults = [.. people.Faults()];
        if (faults.Length > 0)
        {
            LogRefused(_logger, string.Join(" ", faults));
            return;
        }

        _people = people;
        LogTaken(_logger, people.Count);
    }
}
