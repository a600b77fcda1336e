using Microsoft.AspNetCore.Http;

namespace BackoutBot.Slack.Inbound;

/// <summary>Where Slack sends what; the app manifest names the same paths.</summary>
internal static class SlackPaths
{
    public const string Event = "/slack/event";

    public const string Action = "/slack/action";

    public const string Command = "/slack/command";

    /// <summary>Which of them the request came to, for the log.</summary>
    public static string Of(HttpRequest request) => request.Path.Value switch
    {
        Action => Action,
        Command => Command,
        _ => Event,
    };
}
