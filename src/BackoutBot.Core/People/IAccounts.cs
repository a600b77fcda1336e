using BackoutBot.Core.Ids;

namespace BackoutBot.Core.People;

/// <summary>Which accounts belong to whom, so that one person counts once wherever they act.</summary>
public interface IAccounts
{
    /// <summary>Whose account it is: the person to whom the settings give it, or else a person of that account alone, named by it.</summary>
    PersonId PersonOf(PlatformAccount account);

    /// <summary>The person's accounts on that platform, in the settings' order; empty where they have none.</summary>
    IReadOnlyList<PlatformAccount> AccountsOf(PersonId person, string platform);
}
