using BackoutBot.Teams.Outbound;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BackoutBot.Teams;

/// <summary>Refuses to start with settings under which somebody could pose as Teams, or that can't work. Returns every fault, not the first.</summary>
internal sealed class TeamsOptionsValidator(IHostEnvironment environment) : IValidateOptions<TeamsOptions>
{
    public ValidateOptionsResult Validate(string? name, TeamsOptions options)
    {
        if (!options.Enabled)
        {
            return ValidateOptionsResult.Success;
        }

        List<string> faults = [.. Identity(options), .. Places(options), .. Addresses(options)];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string Key(string name) => $"{TeamsOptions.Section}:{name}";

    private static bool IsWeb(Uri address) => address is { IsAbsoluteUri: true, Scheme: "https" or "http" };

    private static IEnumerable<string> Places(TeamsOptions options)
    {
        foreach ((string channel, string? id) in options.Channels)
        {
            if (TeamsPlaces.Mirrored(channel).Length < 2)
            {
                yield return $"{Key(nameof(options.Channels))}: '{channel}' is not a channel of plan files: write #ops, or ops.";
            }

            if (id is null || !id.StartsWith("19:", StringComparison.Ordinal) || id.Contains(';', StringComparison.Ordinal) || id.Any(char.IsWhiteSpace))
            {
                yield return $"{Key(nameof(options.Channels))}:{channel}: '{id}' is not a Teams channel's id, such as 19:0123…@thread.tacv2. Choose «Get link to channel» in Teams: the id is in the link, URL-decoded.";
            }
        }

        foreach (IGrouping<string, KeyValuePair<string, string>> twice in options.Channels.GroupBy(channel => channel.Value, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"{Key(nameof(options.Channels))}: '{twice.Key}' stands for {string.Join(" and ", twice.Select(channel => channel.Key))}: give each channel a Teams channel of its own.";
        }

        if (options.ConsoleUrl is { } console && !IsWeb(console))
        {
            yield return $"{Key(nameof(options.ConsoleUrl))}: '{console}' is not a web address, such as https://backoutbot.example.com.";
        }
    }

    private IEnumerable<string> Identity(TeamsOptions options)
    {
        if (string.IsNullOrEmpty(options.AppId))
        {
            if (!environment.IsSandbox())
            {
                yield return $"{Key(nameof(options.AppId))} is missing: without it anybody could pose as Teams, so it may only be missing with DOTNET_ENVIRONMENT=Sandbox. Set it to the bot's Microsoft app id.";
            }

            yield break;
        }

        if (!Guid.TryParse(options.AppId, out _))
        {
            yield return $"{Key(nameof(options.AppId))}: '{options.AppId}' is not an app id: it is a GUID, shown as «Application (client) ID» in the app's registration.";
        }

        if (string.IsNullOrEmpty(options.AppPassword))
        {
            yield return $"{Key(nameof(options.AppPassword))} is missing: set it to a client secret of the app, best by the environment's variable Teams__AppPassword.";
        }

        if (!Guid.TryParse(options.TenantId, out _))
        {
            yield return $"{Key(nameof(options.TenantId))} is {(string.IsNullOrEmpty(options.TenantId) ? "missing" : $"'{options.TenantId}'")}: set it to the «Directory (tenant) ID» of the app's registration, a GUID.";
        }
    }

    private IEnumerable<string> Addresses(TeamsOptions options)
    {
        (string Name, Uri? Url, bool MustBeHttps)[] addresses =
        [
            (nameof(options.LoginUrl), options.LoginUrl, true),
            (nameof(options.OpenIdMetadataUrl), options.OpenIdMetadataUrl, true),
            (nameof(options.GraphUrl), options.GraphUrl, false),
        ];
        foreach ((string name, Uri? url, bool mustBeHttps) in addresses)
        {
            if (url is null)
            {
                continue;
            }

            if (!environment.IsSandbox())
            {
                yield return $"{Key(name)} is set in the environment '{environment.EnvironmentName}': it would send the bot's trust elsewhere. Remove it, or start with DOTNET_ENVIRONMENT=Sandbox.";
            }
            else if (!IsWeb(url) || (mustBeHttps && url.Scheme != Uri.UriSchemeHttps))
            {
                yield return $"{Key(name)}: '{url}' is not {(mustBeHttps ? "an https address" : "a web address")}.";
            }
        }
    }
}
