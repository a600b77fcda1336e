namespace BackoutBot.Teams;

/// <summary>How the bot is set up in Microsoft Teams; the configuration's section <c>Teams</c>.</summary>
public sealed class TeamsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Teams";

    /// <summary>Whether the bot is in Teams at all. Default: false.</summary>
    public bool Enabled { get; init; }

    /// <summary>The bot's Microsoft app id, a GUID. May be missing in the sandbox environment only, where then nobody is authenticated.</summary>
    public string? AppId { get; init; }

    /// <summary>The app's client secret. Needed wherever there is an app id.</summary>
    public string? AppPassword { get; init; }

    /// <summary>The Entra tenant in which the app is registered and whose people it serves, a GUID. Needed wherever there is an app id.</summary>
    public string? TenantId { get; init; }

    /// <summary>The Teams channel of each channel that plan files name: <c>#ops</c>, or <c>ops</c>, to <c>19:…@thread.tacv2</c>. Default: none.</summary>
    public IDictionary<string, string> Channels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The console's address as people's browsers reach it, such as <c>https://backoutbot.example.com</c>; null where it is not published. Default: null.</summary>
    public Uri? ConsoleUrl { get; init; }

    /// <summary>Where tokens are asked for instead of <c>https://login.microsoftonline.com</c>; https. In the sandbox environment only.</summary>
    public Uri? LoginUrl { get; init; }

    /// <summary>The OpenID metadata of who signs the channel's tokens, instead of the Bot Framework's; https. In the sandbox environment only.</summary>
    public Uri? OpenIdMetadataUrl { get; init; }

    /// <summary>Where people and groups are looked up instead of <c>https://graph.microsoft.com</c>. In the sandbox environment only.</summary>
    public Uri? GraphUrl { get; init; }
}
