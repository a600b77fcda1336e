namespace BackoutBot.Slack.Outbound.Calls;

/// <summary>An answer of the Web API that is no JSON: a proxy's page, say, which SlackNet would take for success.</summary>
internal sealed class NotJsonException(string message) : Exception(message);
