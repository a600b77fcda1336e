namespace BackoutBot.Slack.Inbound;

/// <summary>What Slack is answered.</summary>
/// <param name="Status">The HTTP status: 200 where it is kept, 400 where it is malformed, 503 where it should be sent again.</param>
/// <param name="ContentType">The body's type; null where there is none.</param>
/// <param name="Body">What Slack shows or does; null where nothing.</param>
internal sealed record SlackAnswer(int Status, string? ContentType, string? Body);
