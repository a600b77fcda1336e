namespace BackoutBot.Slack.Tests.Manifests;

/// <summary>What Slack asks for each method and event (docs.slack.dev, the reference pages of each).</summary>
internal static class SlackNeeds
{
    /// <summary>The bot scopes of a method, by the interface and member of SlackNet that calls it.</summary>
    public static IReadOnlyDictionary<string, string[]> Scopes { get; } = new Dictionary<string, string[]>
    {
        ["IAuthApi.Test"] = [],
        ["IChatApi.PostMessage"] = ["chat:write"],
        ["IChatApi.Update"] = ["chat:write"],
        ["IChatApi.PostEphemeral"] = ["chat:write"],
        ["IChatApi.GetPermalink"] = [],

        // Of the four kinds of conversation the bot is in three: group conversations between people it is not.
        ["IConversationsApi.History"] = ["channels:history", "groups:history", "im:history"],
        ["IConversationsApi.Replies"] = ["channels:history", "groups:history", "im:history"],
        ["IConversationsApi.Open"] = ["im:write"],
        ["IFilesApi.Upload"] = ["files:write"],
        ["IUserGroupsApi.List"] = ["usergroups:read"],
        ["IUserGroupUsersApi.List"] = ["usergroups:read"],
        ["IUsersApi.Info"] = ["users:read"],
        ["IViewsApi.Open"] = [],
        ["IViewsApi.Publish"] = [],

        // connections:write, but of the app-level token, which a manifest does not make.
        ["IAppsConnectionsApi.Open"] = [],
    };

    /// <summary>The event's name in the manifest and its scopes, by SlackNet's class.</summary>
    public static IReadOnlyDictionary<string, (string Name, string[] Scopes)> Events { get; } = new Dictionary<string, (string, string[])>
    {
        ["AppHomeOpened"] = ("app_home_opened", []),
        ["AppMention"] = ("app_mention", ["app_mentions:read"]),
        ["MessageEvent"] = ("message.im", ["im:history"]),
        ["ReactionAdded"] = ("reaction_added", ["reactions:read"]),
    };
}
