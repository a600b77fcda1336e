using BackoutBot.Core.Ids;
using BackoutBot.Core.People;

namespace BackoutBot.Runtime.Tests.World;

/// <summary>alice and bob are approvers; dave is known and is none.</summary>
public sealed class ScriptedPeople(ScriptedWorld world) : IDirectory
{
    public ValueTask<Person?> FindAsync(PersonId id, CancellationToken cancellationToken) => world.IsDirectoryAway
        ? throw new DirectoryUnavailableException("The directory does not answer.")
        : ValueTask.FromResult(id.Value is "alice" or "bob" or "dave" ? new Person(id, id.Value) : null);

    public ValueTask<bool> IsMemberAsync(PersonId id, string group, CancellationToken cancellationToken) =>
        ValueTask.FromResult(group == "approvers" && id.Value is "alice" or "bob" && !world.Left.ContainsKey(id));
}
