using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackoutBot.Slack;

/// <summary>Says every fault of the section at once. No fault repeats a secret.</summary>
internal sealed partial class SlackOptionsValidator(IHostEnvironment environment) : IValidateOptions<SlackOptions>
{
    /// <summary>The host environment in which Slack may be somewhere else.</summary>
    public const string Sandbox = "Sandbox";

    public ValidateOptionsResult Validate(string? name, SlackOptions options)
    {
        if (!options.Enabled)
        {
            return ValidateOptionsResult.Success;
        }

        var faults = new List<string>();
        Secrets(options, faults);
        foreach (var team in options.TeamIds.Where(team => !TeamId().IsMatch(team)))
        {
            faults.Add($"Slack:TeamIds holds '{team}': write a workspace's id, such as T024BE7LD, or an organisation's, such as E012AB3CD.");
        }

        Channels(options, faults);
        if (options.NoteReaction.Length > 0 && !ReactionName().IsMatch(options.NoteReaction))
        {
            faults.Add($"Slack:NoteReaction is '{options.NoteReaction}': write the reaction's name without colons, such as memo, or leave it empty.");
        }

        if (options.ApiBaseUrl is { } url)
        {
            if (!environment.IsEnvironment(Sandbox))
            {
                faults.Add($"Slack:ApiBaseUrl is set, and the environment is '{environment.EnvironmentName}'. The bot's token would go there, so it works in the environment '{Sandbox}' only. Remove it.");
            }
            else if (!Uri.TryCreate(url, UriKind.Absolute, out var absolute) || absolute.Scheme is not ("http" or "https") || !url.EndsWith('/'))
            {
                faults.Add($"Slack:ApiBaseUrl is '{url}': write an http or https URL that ends with a slash, such as http://127.0.0.1:4003/api/.");
            }
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Secrets(SlackOptions options, List<string> faults)
    {
        const int ShortestSecret = 16;
        if (!options.BotToken.StartsWith("xoxb-", StringComparison.Ordinal))
        {
            faults.Add("Slack:BotToken is no bot token: copy the one that begins with xoxb- from the app's page, OAuth & Permissions. Keep it out of files: set the environment variable Slack__BotToken.");
        }

        if (options.AppToken.Length > 0 && !options.AppToken.StartsWith("xapp-", StringComparison.Ordinal))
        {
            faults.Add("Slack:AppToken is no app-level token: copy the one that begins with xapp- from the app's page, Basic Information, or leave it out to receive requests over HTTPS.");
        }

        if (options.AppToken.Length == 0 && options.SigningSecret.Length < ShortestSecret)
        {
            faults.Add("Slack:SigningSecret is missing or too short, and without it anybody could pose as Slack: copy it from the app's page, Basic Information. Keep it out of files: set the environment variable Slack__SigningSecret.");
        }

        if (options.PreviousSigningSecret.Length is > 0 and < ShortestSecret)
        {
            faults.Add("Slack:PreviousSigningSecret is too short to be one: copy the whole of it, or leave it out.");
        }
    }

    private static void Channels(SlackOptions options, List<string> faults)
    {
        foreach (var (channel, id) in options.Channels)
        {
            if (!ChannelName().IsMatch(channel))
            {
                faults.Add($"Slack:Channels names '{channel}': write the channel as plan files do, such as #ops.");
            }

            if (id is null || !ChannelId().IsMatch(id))
            {
                faults.Add($"Slack:Channels:{channel} is '{id}': write the channel's id, such as C024BE91L, which stands at the end of its details in Slack.");
            }
        }

        foreach (var twice in options.Channels.GroupBy(pair => pair.Value, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            faults.Add($"Slack:Channels gives {twice.Key} to {string.Join(" and ", twice.Select(pair => pair.Key))}: give each channel an id of its own.");
        }
    }

    [GeneratedRegex(@"\A[TE][A-Z0-9]{2,20}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TeamId();

    [GeneratedRegex(@"\A#?[\p{Ll}\p{Lo}0-9_-]{1,80}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ChannelName();

    [GeneratedRegex(@"\A[CG][A-Z0-9]{2,20}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ChannelId();

    [GeneratedRegex(@"\A[a-z0-9_+'-]{1,100}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ReactionName();
}
