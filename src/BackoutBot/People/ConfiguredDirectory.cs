using BackoutBot.Core.Ids;
using BackoutBot.Core.People;
using Microsoft.Extensions.Primitives;

namespace BackoutBot.People;

/// <summary>
/// People and groups from the <c>People</c> settings, live: a change of the settings counts from the next click on. A change with a
/// fault in it is reported and not taken, so that a slip in the file locks nobody out in the middle of a backout.
/// </summary>
internal sealed partial class ConfiguredDirectory : IDirectory, IDisposable
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

    public ValueTask<Person?> FindAsync(PersonId id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Find(id) is { } person ? new Person(id, person.DisplayName ?? id.Value) : null);

    public ValueTask<bool> IsMemberAsync(PersonId id, string group, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Find(id)?.Groups.Contains(group, StringComparer.Ordinal) ?? false);

    public void Dispose() => _changes.Dispose();

    /// <summary>The settings find keys in any case; a person is the one who is spelled exactly so.</summary>
    private PersonOptions? Find(PersonId id)
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
