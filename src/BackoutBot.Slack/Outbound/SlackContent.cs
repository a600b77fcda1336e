using System.Text;
using BackoutBot.Core.Chat;
using BackoutBot.Slack.Rendering;

namespace BackoutBot.Slack.Outbound;

/// <summary>What a message looks like in Slack.</summary>
internal static class SlackContent
{
    /// <summary>Renders a card or a text.</summary>
    public static SlackMessage Render(ChatMessage message) => message.Body switch
    {
        CardBody { Card: var card } => new SlackMessage(SlackCardRenderer.Summary(card), SlackCardRenderer.Render(card, message.Channel)),
        TextBody text => SlackTextRenderer.Render(text),
        _ => throw new InvalidOperationException($"A {message.Body.GetType().Name} is no message of Slack's."),
    };

    /// <summary>The name of a document's file: made of the message's key, so that it is found again by it.</summary>
    public static string FileName(ChatMessage message)
    {
        var name = new StringBuilder();
        foreach (var character in message.Key)
        {
            name.Append(char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' ? character : '-');
        }

        return name.Append(".md").ToString();
    }
}
