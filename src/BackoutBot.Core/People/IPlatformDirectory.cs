namespace BackoutBot.Core.People;

/// <summary>Knows a platform's own accounts and groups, live.</summary>
public interface IPlatformDirectory
{
    /// <summary>The platform's name, such as <c>slack</c>.</summary>
    string Platform { get; }

    /// <summary>
    /// The name to show of the account, or null where it may not act: unknown, deactivated, a guest, a bot, or of another organisation.
    /// </summary>
    /// <exception cref="DirectoryUnavailableException">The platform can't be asked now.</exception>
    ValueTask<string?> FindAsync(PlatformAccount account, CancellationToken cancellationToken);

    /// <summary>Whether the account is in the platform's group now; asked at the moment of each click, never remembered.</summary>
    /// <param name="account">The account.</param>
    /// <param name="group">The group as the plan file names it, without the platform's prefix.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="DirectoryUnavailableException">The platform can't be asked now.</exception>
    ValueTask<bool> IsMemberAsync(PlatformAccount account, string group, CancellationToken cancellationToken);
}
