namespace BackoutBot.Slack;

/// <summary>How the bot is known to a Slack workspace; the configuration's section <c>Slack</c>.</summary>
public sealed class SlackOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Slack";

    /// <summary>Whether the bot is in Slack at all. Default: false, and then nothing else of the section is read.</summary>
    public bool Enabled { get; init; }

    /// <summary>The bot user's token, <c>xoxb-…</c>. Secret. Default: none.</summary>
    public string BotToken { get; init; } = "";

    /// <summary>The app's signing secret, with which Slack signs every request. Secret; not needed in Socket Mode. Default: none.</summary>
    public string SigningSecret { get; init; } = "";

    /// <summary>The signing secret before it was changed, believed as well while the change is made. Secret. Default: none.</summary>
    public string PreviousSigningSecret { get; init; } = "";

    /// <summary>The app-level token, <c>xapp-…</c>, with the scope <c>connections:write</c>. Secret. With it the bot uses Socket Mode and opens no endpoint. Default: none.</summary>
    public string AppToken { get; init; } = "";

    /// <summary>
    /// The workspaces (<c>T…</c>) and organisations (<c>E…</c>) whose people are the bot's own; everybody else is of another organisation.
    /// Default: the workspace of the bot's token, asked from Slack at the start.
    /// </summary>
    public IList<string> TeamIds { get; init; } = [];

    /// <summary>The id of each channel that plan files name: <c>#ops</c>, or <c>ops</c>, to <c>C024BE91L</c>. Default: none.</summary>
    public IDictionary<string, string> Channels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The reaction, without colons, that puts a message onto the timeline. Empty: none does. Default: <c>memo</c>.</summary>
    public string NoteReaction { get; init; } = "memo";

    /// <summary>Where Slack's Web API is, up to and with the last slash before the method. In the environment Sandbox only. Default: Slack's own.</summary>
    public string? ApiBaseUrl { get; init; }
}
