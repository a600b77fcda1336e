namespace BackoutBot.Slack.Outbound;

/// <summary>Somebody is to be told something in Slack, and has no account there.</summary>
internal sealed class NoAccountException(string message) : Exception(message);
