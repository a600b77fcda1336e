using BackoutBot.Core.Ids;
using BackoutBot.Core.People;

namespace BackoutBot.People;

/// <summary>
/// Everybody who can act: the people of the settings, and those whom a chat platform knows. A group whose name has a platform's prefix,
/// such as <c>slack:checkout-approvers</c>, is that platform's own, asked live.
/// </summary>
internal sealed class PeopleDirectory(ConfiguredDirectory configured, IEnumerable<IPlatformDirectory> platforms) : IDirectory
{
    private readonly IPlatformDirectory[] _platforms = [.. platforms];

    public async ValueTask<Person?> FindAsync(PersonId id, CancellationToken cancellationToken)
    {
        if (configured.Find(id) is { } known)
        {
            return known;
        }

        foreach (IPlatformDirectory platform in _platforms)
        {
            foreach (PlatformAccount account in configured.AccountsOf(id, platform.Platform))
            {
                if (await platform.FindAsync(account, cancellationToken) is { } name)
                {
                    return new Person(id, name);
                }
            }
        }

        return null;
    }

    public async ValueTask<bool> IsMemberAsync(PersonId id, string group, CancellationToken cancellationToken)
    {
        int colon = group.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return configured.IsMember(id, group);
        }

        IPlatformDirectory? platform = Array.Find(_platforms, one => group.AsSpan(0, colon).SequenceEqual(one.Platform));
        foreach (PlatformAccount account in platform is null ? [] : configured.AccountsOf(id, platform.Platform))
        {
            // Who may no longer act is in no group, whatever its list says.
            if (await platform!.FindAsync(account, cancellationToken) is not null && await platform.IsMemberAsync(account, group[(colon + 1)..], cancellationToken))
            {
                return true;
            }
        }

        return false;
    }
}
