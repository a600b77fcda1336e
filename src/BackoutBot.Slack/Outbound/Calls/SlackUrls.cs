using SlackNet;

namespace BackoutBot.Slack.Outbound.Calls;

/// <summary>SlackNet's addresses, under another base where the settings say so.</summary>
internal sealed class SlackUrls(ISlackUrlBuilder slack, Uri api) : ISlackUrlBuilder
{
    /// <summary>Slack's own.</summary>
    public const string Api = "https://slack.com/api/";

    /// <inheritdoc />
    public string Url(string apiMethod, Dictionary<string, object> args)
    {
        var url = slack.Url(apiMethod, args);
        return url.StartsWith(Api, StringComparison.Ordinal) ? api + url[Api.Length..] : throw new InvalidOperationException($"SlackNet builds addresses that do not begin with {Api}, so Slack:ApiBaseUrl can't be kept.");
    }
}
