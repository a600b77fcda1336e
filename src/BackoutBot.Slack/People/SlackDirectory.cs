using BackoutBot.Core.People;
using BackoutBot.Slack.Outbound;
using BackoutBot.Slack.Outbound.Calls;
using Microsoft.Extensions.Logging;
using SlackNet;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace BackoutBot.Slack.People;

/// <summary>Who Slack says somebody is, and which user groups they are in, asked anew each time.</summary>
internal sealed partial class SlackDirectory(SlackCalls calls, SlackWorkspace workspace, ILogger<SlackDirectory> logger) : IPlatformDirectory
{
    /// <inheritdoc />
    public string Platform => SlackChannels.Platform;

    /// <inheritdoc />
    public async ValueTask<string?> FindAsync(PlatformAccount account, CancellationToken cancellationToken)
    {
        if (IsOfAnother(account))
        {
            return null;
        }

        try
        {
            User user = await calls.AskAsync("users.info", account.Id, (client, cancel) => client.Users.Info(account.Id, cancellationToken: cancel), cancellationToken);
            return MayAct(user) ? NameOf(user) : null;
        }
        catch (SlackCallException fault) when (fault.Fault.Code is "user_not_found" or "user_not_visible" or "users_not_found")
        {
            return null;
        }
        catch (SlackCallException fault)
        {
            throw Unavailable($"who {account} is", fault);
        }
    }

    /// <inheritdoc />
    public async ValueTask<bool> IsMemberAsync(PlatformAccount account, string group, CancellationToken cancellationToken)
    {
        if (IsOfAnother(account))
        {
            return false;
        }

        try
        {
            // Listed each time, so that a group that was disabled or renamed since gives no right any more.
            IList<UserGroup> groups = await calls.AskAsync("usergroups.list", "the workspace", (client, cancel) => client.UserGroups.List(cancellationToken: cancel), cancellationToken);
            var found = groups.FirstOrDefault(one => one.Id == group || one.Handle == group);
            if (found is null)
            {
                LogNoGroup(logger, group);
                return false;
            }

            var members = await calls.AskAsync("usergroups.users.list", found.Id, (client, cancel) => client.UserGroupUsers.List(found.Id, cancellationToken: cancel), cancellationToken);
            return members.Contains(account.Id, StringComparer.Ordinal);
        }
        catch (SlackCallException fault)
        {
            throw Unavailable($"who is in the user group {group}", fault);
        }
    }

    private static bool IsOfAnother(PlatformAccount account) => account.Id.Contains('/', StringComparison.Ordinal);

    private static string NameOf(User user) =>
        Array.Find([user.Profile?.DisplayName, user.RealName, user.Name], name => !string.IsNullOrWhiteSpace(name)) ?? user.Id;

    private static DirectoryUnavailableException Unavailable(string what, SlackCallException fault) =>
        new($"Slack does not say {what}: {fault.Fault.Reason}", fault);

    private bool MayAct(User user) =>
        user is { Deleted: false, IsBot: false, IsStranger: false, IsRestricted: false, IsUltraRestricted: false } && IsOurs(user);

    private bool IsOurs(User user)
    {
        try
        {
            return string.IsNullOrEmpty(user.TeamId)
                || workspace.IsOurs(user.TeamId)
                || (user.EnterpriseUser is { } grid && ((grid.EnterpriseId is { } organisation && workspace.IsOurs(organisation)) || (grid.Teams?.Any(workspace.IsOurs) ?? false)));
        }
        catch (Core.Intake.InboxUnavailableException fault)
        {
            throw new DirectoryUnavailableException(fault.Message, fault);
        }
    }

    [LoggerMessage(4110, LogLevel.Warning, "Slack has no enabled user group with the handle or id {Group}, so nobody is in it: compare the plan file's approvers with the workspace's user groups")]
    private static partial void LogNoGroup(ILogger logger, string group);
}
