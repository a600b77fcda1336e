using Args = System.Collections.Generic.Dictionary<string, object>;

namespace SlackNet.WebApi;

public interface IUserGroupsApi
{
    Task<IList<UserGroup>> List(bool includeCount = false, bool includeDisabled = false, bool includeUsers = false, CancellationToken cancellationToken = default);
}

internal sealed class UserGroupsMethods(SlackApiClient client) : IUserGroupsApi
{
    public async Task<IList<UserGroup>> List(bool includeCount = false, bool includeDisabled = false, bool includeUsers = false, CancellationToken cancellationToken = default) =>
        (await client.Get<UserGroupListResponse>(
            "usergroups.list",
            new Args { ["include_count"] = includeCount, ["include_disabled"] = includeDisabled, ["include_users"] = includeUsers },
            cancellationToken).ConfigureAwait(false)).Usergroups;
}

public interface IUserGroupUsersApi
{
    Task<IReadOnlyList<string>> List(string userGroupId, bool includeDisabled = false, CancellationToken cancellationToken = default);
}

internal sealed class UserGroupUsersMethods(SlackApiClient client) : IUserGroupUsersApi
{
    public async Task<IReadOnlyList<string>> List(string userGroupId, bool includeDisabled = false, CancellationToken cancellationToken = default) =>
        (await client.Get<MembershipResponse>(
            "usergroups.users.list",
            new Args { ["usergroup"] = userGroupId, ["include_disabled"] = includeDisabled },
            cancellationToken).ConfigureAwait(false)).Users;
}

internal sealed class UserGroupListResponse
{
    public List<UserGroup> Usergroups { get; set; } = [];
}

internal sealed class MembershipResponse
{
    public List<string> Users { get; set; } = [];
}
