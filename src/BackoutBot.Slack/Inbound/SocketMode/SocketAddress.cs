using BackoutBot.Slack.Outbound.Calls;
using Microsoft.Extensions.Options;
using SlackNet.WebApi;

namespace BackoutBot.Slack.Inbound.SocketMode;

/// <summary>Asks Slack where the next connection goes; each address is good for one, and secret.</summary>
/// <param name="calls">Calls with the app-level token.</param>
/// <param name="options">The settings.</param>
internal sealed class SocketAddress(SlackCalls calls, IOptions<SlackOptions> options)
{
    /// <summary>The address of a new connection.</summary>
    /// <exception cref="SlackCallException">Slack does not say.</exception>
    public async Task<Uri> NextAsync(CancellationToken cancellationToken)
    {
        ConnectionOpenResponse answer = await calls.AskAsync("apps.connections.open", "the app", (client, cancel) => client.AppsConnectionsApi.Open(cancel), cancellationToken);
        return Uri.TryCreate(answer.Url, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeWss || options.Value.ApiBaseUrl is not null)
            ? url
            : throw new SlackCallException(new SlackFault("no_wss", "Slack's answer to apps.connections.open names no wss address.", SlackFaults.Unsaid));
    }
}
