using BackoutBot.Core.Chat;
using BackoutBot.Teams.Rendering;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Outbound;

/// <summary>Writes a message as Teams takes it: one activity, or several where it is long.</summary>
internal sealed class MessageWriter(IOptions<TeamsOptions> options, ConversationBook book)
{
    /// <summary>At least one activity.</summary>
    public async ValueTask<IReadOnlyList<Activity>> WriteAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        string summary = TeamsTextRenderer.Summary(message.Body);
        return message.Body switch
        {
            // Everybody's view: an approver's own is asked for by the client that shows it.
            CardBody body => [Write(TeamsCardRenderer.Render(body.Card, message.Channel, forApprover: false, await book.MetAsync(cancellationToken)), summary)],
            TextBody body => [Write(TeamsTextRenderer.Render(body), summary)],
            DocumentBody body => [.. TeamsDocumentRenderer.Render(body, Page(message)).Select(page => Write(page, summary))],
            _ => throw new InvalidOperationException($"No rule writes a {message.Body.GetType().Name}."),
        };
    }

    private static Activity Write(JObject card, string summary) => new()
    {
        Type = ActivityTypes.Message,
        Summary = summary,
        Attachments = [new Attachment { ContentType = TeamsTerms.CardType, Content = card }],
    };

    private Uri? Page(ChatMessage message) =>
        options.Value.ConsoleUrl is { } console && message.Thread is { } thread && ThreadWriter.BackoutOf(thread) is { } backout
            ? new Uri(console.AbsoluteUri.TrimEnd('/') + $"/backouts/{Uri.EscapeDataString(backout.Value)}")
            : null;
}
