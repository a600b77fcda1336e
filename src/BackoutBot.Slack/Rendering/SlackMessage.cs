using SlackNet.Blocks;

namespace BackoutBot.Slack.Rendering;

/// <summary>A message as Slack takes it.</summary>
/// <param name="Text">What notifications and screen readers say, in escaped mrkdwn.</param>
/// <param name="Blocks">What is seen.</param>
internal sealed record SlackMessage(string Text, IReadOnlyList<Block> Blocks);
