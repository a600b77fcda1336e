using System.Net;
using System.Text.Json;
using SlackNet;

namespace BackoutBot.Slack.Outbound.Calls;

/// <summary>Reads what went wrong with a call, and says what to do about it.</summary>
internal static class SlackFaults
{
    /// <summary>How long to wait where Slack does not say.</summary>
    public static readonly TimeSpan Unsaid = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait after a 429 that does not say how long.</summary>
    public static readonly TimeSpan UnsaidLimit = TimeSpan.FromSeconds(30);

    /// <summary>The fault, or null where the exception is none of Slack's and not of the way there.</summary>
    public static SlackFault? Of(string method, string place, Exception exception) => exception switch
    {
        SlackRateLimitException limit => new("ratelimited", $"Slack limits {method} in {place}: it wants a pause.", limit.RetryAfter ?? UnsaidLimit),
        SlackException slack => Of(method, place, slack),
        HttpRequestException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.RequestTimeout } http =>
            new("http_error", $"Slack answered {method} with status {(int)http.StatusCode!}. Look whether a proxy stands between the bot and Slack.", null),
        HttpRequestException http => new("unreachable", $"Slack can't be reached for {method}: {http.Message}", Unsaid),
        OperationCanceledException => new("timeout", $"Slack did not answer {method} in time.", Unsaid),
        NotJsonException => new("not_json", $"What answered {method} was not Slack's API: {exception.Message}", Unsaid),
        JsonException or Newtonsoft.Json.JsonException => new("not_json", $"Slack's answer to {method} could not be read: {exception.Message}", Unsaid),
        _ => null,
    };

    private static SlackFault Of(string method, string place, SlackException slack)
    {
        var code = slack.ErrorCode;
        var (reason, after) = code switch
        {
            "ratelimited" or "rate_limited" or "message_limit_exceeded" => ("it wants a pause", UnsaidLimit),
            "internal_error" or "fatal_error" or "service_unavailable" or "request_timeout" or "team_added_to_org" or "accesslimited" or "unknown" => ("it has trouble of its own", (TimeSpan?)Unsaid),
            "not_in_channel" or "not_in_conversation" => ($"the bot is not in {place}: say /invite @BackoutBot there", null),
            "channel_not_found" => ($"there is no channel {place}, or it is private and the bot was not invited: compare Slack:Channels with the id in the channel's details", null),
            "is_archived" => ($"{place} is archived: unarchive it, or name another in Slack:Channels", null),
            "restricted_action" or "restricted_action_read_only_channel" or "restricted_action_thread_only_channel" or "restricted_action_non_threadable_channel" => ($"the workspace does not let the bot post in {place}: allow it in the channel's settings", null),
            "invalid_auth" or "not_authed" or "account_inactive" or "token_revoked" or "token_expired" or "org_login_required" => ("Slack:BotToken is not accepted any more: install the app again and set the new token", null),
            "missing_scope" => ($"the app lacks the scope {slack.ErrorInfo.GetValueOrDefault("needed") ?? "that it needs"}: take manifests/slack/manifest.yaml as it is now, then install the app again", null),
            "no_permission" or "ekm_access_denied" or "team_access_not_granted" => ("the workspace's policy forbids it: ask its administrator", null),
            "message_not_found" or "thread_not_found" => ($"the message in {place} was deleted", null),
            "cant_update_message" or "edit_window_closed" => ($"the message in {place} can't be edited: it is another app's", null),
            "msg_too_long" or "msg_blocks_too_long" or "invalid_blocks" or "invalid_blocks_format" or "no_text" or "invalid_arguments" or "invalid_array_arg" or "invalid_metadata_format" or "metadata_too_large" =>
                ($"it does not take the message ({string.Join("; ", slack.ErrorMessages)}): report it as a fault of the bot", null),
            _ => ("look the code up in Slack's documentation of the method", null),
        };
        return new SlackFault(code, $"Slack refuses {method} in {place} ({code}): {reason}.", after);
    }
}
