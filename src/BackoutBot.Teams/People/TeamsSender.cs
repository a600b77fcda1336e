using BackoutBot.Core.Ids;
using BackoutBot.Core.People;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.People;

/// <summary>Tells who sent an activity. Only the Entra object id counts: a name, and an id of Teams' own, say nothing about the directory.</summary>
internal sealed class TeamsSender(IOptions<TeamsOptions> options, IAccounts accounts)
{
    /// <summary>The tenant that the activity says it is of, or null.</summary>
    public static string? TenantOf(Activity activity) =>
        activity.Conversation?.TenantId ?? ((activity.ChannelData as JObject)?["tenant"] as JObject)?.Value<string>("id");

    /// <summary>The account's Entra object id as the directory writes it, or null where the activity is no person's.</summary>
    public static string? ObjectIdOf(Activity activity) =>
        Guid.TryParse(activity.From?.AadObjectId, out Guid id) ? id.ToString("D") : null;

    /// <summary>Whether it is of the tenant that the settings name; of any, in a sandbox that names none.</summary>
    public bool IsOfOurTenant(Activity activity) =>
        string.IsNullOrEmpty(options.Value.TenantId) || string.Equals(TenantOf(activity), options.Value.TenantId, StringComparison.OrdinalIgnoreCase);

    /// <summary>The person, or null where the activity is no person's.</summary>
    public PersonId? PersonOf(Activity activity) =>
        ObjectIdOf(activity) is { } id ? accounts.PersonOf(new PlatformAccount(TeamsTerms.Platform, id)) : null;
}
