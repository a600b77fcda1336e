namespace BackoutBot.Slack.Outbound.Calls;

/// <summary>Why Slack did not do what was asked.</summary>
/// <param name="Code">Slack's own error code, or ours for what never reached it.</param>
/// <param name="Reason">What is wrong, where, and what to do, for the operator.</param>
/// <param name="After">How long to wait before asking again; null where asking again can't help.</param>
internal sealed record SlackFault(string Code, string Reason, TimeSpan? After);
