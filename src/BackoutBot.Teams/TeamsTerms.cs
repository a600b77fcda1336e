namespace BackoutBot.Teams;

/// <summary>The names by which the rest of the bot, and Teams, know this platform.</summary>
internal static class TeamsTerms
{
    /// <summary>The platform's name in accounts, channels and keys.</summary>
    public const string Platform = "teams";

    /// <summary>The Bot Framework's id of the channel Teams.</summary>
    public const string ChannelId = "msteams";

    /// <summary>The named HTTP client for everything that is asked of Microsoft.</summary>
    public const string HttpClient = "teams";

    /// <summary>Begins the part of a conversation's id that names the message at a thread's root.</summary>
    public const string RootMark = ";messageid=";

    /// <summary>The content type of an Adaptive Card, as an attachment and as an invoke's answer.</summary>
    public const string CardType = "application/vnd.microsoft.card.adaptive";
}
