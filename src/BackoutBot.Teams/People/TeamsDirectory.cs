using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BackoutBot.Core.People;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Teams.People;

/// <summary>
/// The tenant's people and groups, asked live of Microsoft Graph. An account is its Entra object id, a group is its object id. Guests,
/// blocked accounts and whoever the tenant does not have are not known.
/// </summary>
internal sealed partial class TeamsDirectory(GraphClient graph, ILogger<TeamsDirectory> logger) : IPlatformDirectory
{
    public string Platform => TeamsTerms.Platform;

    public async ValueTask<string?> FindAsync(PlatformAccount account, CancellationToken cancellationToken)
    {
        if (!graph.IsThere || !Guid.TryParse(account.Id, out Guid id))
        {
            return null;
        }

        using HttpResponseMessage response = await graph.SendAsync(HttpMethod.Get, $"v1.0/users/{id:D}?$select=displayName,userPrincipalName,userType,accountEnabled", null, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        GraphUser user = await ReadAsync(response, GraphJson.Default.GraphUser, "User.Read.All", cancellationToken);

        // Guests' names hold the mark whatever their type is set to; Graph gives no type for accounts of before there were types.
        bool isMember = user.UserType is null or "Member" && user.UserPrincipalName?.Contains("#EXT#", StringComparison.OrdinalIgnoreCase) == false;
        return isMember && user.AccountEnabled == true ? user.DisplayName ?? user.UserPrincipalName : null;
    }

    public async ValueTask<bool> IsMemberAsync(PlatformAccount account, string group, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(group, out Guid wanted))
        {
            LogNoGroup(group);
            return false;
        }

        if (!graph.IsThere || !Guid.TryParse(account.Id, out Guid id))
        {
            return false;
        }

        using JsonContent body = JsonContent.Create(new GraphGroups([wanted.ToString("D")]), GraphJson.Default.GraphGroups);
        using HttpResponseMessage response = await graph.SendAsync(HttpMethod.Post, $"v1.0/users/{id:D}/checkMemberGroups", body, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        GraphValues found = await ReadAsync(response, GraphJson.Default.GraphValues, "GroupMember.Read.All", cancellationToken);
        return found.Value?.Any(one => Guid.TryParse(one, out Guid member) && member == wanted) == true;
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, string permission, CancellationToken cancellationToken)
        where T : class
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new DirectoryUnavailableException(response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized
                ? $"Microsoft Graph answered {(int)response.StatusCode}: give the app the application permission {permission}, with an administrator's consent."
                : $"Microsoft Graph answered {(int)response.StatusCode}.");
        }

        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken) ?? throw new DirectoryUnavailableException("Microsoft Graph answered nothing.");
        }
        catch (Exception fault) when (fault is JsonException or HttpRequestException)
        {
            throw new DirectoryUnavailableException("Microsoft Graph's answer can't be read.", fault);
        }
    }

    [LoggerMessage(4550, LogLevel.Warning, "'teams:{Group}' in a plan file is no group: write teams: and the group's object id, a GUID")]
    private partial void LogNoGroup(string group);
}
