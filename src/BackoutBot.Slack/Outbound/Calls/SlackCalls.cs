using SlackNet;

namespace BackoutBot.Slack.Outbound.Calls;

/// <summary>Every call of the Web API goes through here: pauses are kept, and what goes wrong has one shape.</summary>
internal sealed class SlackCalls(ISlackApiClient client, SlackThrottle throttle)
{
    /// <summary>Calls the method.</summary>
    /// <param name="method">The method, such as <c>chat.postMessage</c>: what Slack's limits count.</param>
    /// <param name="place">The channel's id, or what else the call is about; a limit holds up the method for this place only.</param>
    /// <param name="call">Makes the call.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="SlackCallException">It did not succeed.</exception>
    public async Task<T> AskAsync<T>(string method, string place, Func<ISlackApiClient, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        if (throttle.Left(method, place) is var left && left > TimeSpan.Zero)
        {
            throw new SlackCallException(new SlackFault("ratelimited", $"Slack limits {method} in {place}: {left.TotalSeconds:0.#} s of the pause are left.", left));
        }

        try
        {
            return await call(client, cancellationToken) ?? throw new SlackCallException(new SlackFault("empty", $"Slack's answer to {method} is empty.", SlackFaults.Unsaid));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not SlackCallException && SlackFaults.Of(method, place, exception) is { } fault)
        {
            if (fault.Code is "ratelimited" or "rate_limited" && fault.After is { } pause)
            {
                throttle.Close(method, place, pause);
            }

            throw new SlackCallException(fault, exception);
        }
    }
}
