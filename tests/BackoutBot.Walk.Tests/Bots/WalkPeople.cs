using BackoutBot.Core.Ids;
using BackoutBot.Core.People;

namespace BackoutBot.Walk.Tests.Bots;

/// <summary>alice, who asks, and bob, who may approve.</summary>
internal sealed class WalkPeople : IDirectory
{
    public static readonly PersonId Alice = new("alice");
    public static readonly PersonId Bob = new("bob");

    public ValueTask<Person?> FindAsync(PersonId id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(id == Alice || id == Bob ? new Person(id, id.Value) : null);

    public ValueTask<bool> IsMemberAsync(PersonId id, string group, CancellationToken cancellationToken) =>
        ValueTask.FromResult(id == Bob && group == "checkout-approvers");
}
