using BackoutBot.Core.Ids;

namespace BackoutBot.Core.People;

/// <summary>Knows people and, live, which groups they are in.</summary>
public interface IDirectory
{
    /// <summary>The person of that name, or null where nobody is known by it.</summary>
    ValueTask<Person?> FindAsync(PersonId id, CancellationToken cancellationToken);

    /// <summary>Whether the person is in the group now; asked at the moment of each click, never remembered.</summary>
    ValueTask<bool> IsMemberAsync(PersonId id, string group, CancellationToken cancellationToken);
}
