using BackoutBot.Core.Chat;
using BackoutBot.Slack.Outbound.Calls;
using BackoutBot.Slack.People;
using BackoutBot.Slack.Rendering;
using SlackNet.WebApi;

namespace BackoutBot.Slack.Outbound;

/// <summary>Slack as a chat platform: posts, edits, private answers and files. Pauses that Slack wants are handed to the outbox.</summary>
internal sealed class SlackPlatform(SlackCalls calls, SlackChannels channels, SlackSenders people, EarlierPost earlier) : IChatPlatform
{
    // Where the bot can't show somebody something within the channel, it tells them alone.
    private static readonly HashSet<string> NotThere = new(StringComparer.Ordinal) { "not_in_channel", "channel_not_found", "user_not_in_channel", "is_archived", "restricted_action", "no_permission" };

    /// <inheritdoc />
    public string Name => SlackChannels.Platform;

    /// <inheritdoc />
    public ChatCapabilities Capabilities { get; } = new(EditInterval: TimeSpan.FromSeconds(1), PostInterval: TimeSpan.FromSeconds(1), PrivateReplies: true);

    /// <inheritdoc />
    public bool Reaches(string channel) => channels.IdOf(channel) is not null;

    /// <inheritdoc />
    public async Task<Delivery> DeliverAsync(ChatDelivery delivery, CancellationToken cancellationToken)
    {
        var message = delivery.Message;
        if (channels.IdOf(message.Channel) is not { } channel)
        {
            return new Delivery.Refused($"Slack:Channels has no id for {message.Channel}. Add it, then restart.");
        }

        try
        {
            var thread = delivery.Thread is { } root ? SlackReference.Parse(root) : (SlackReference?)null;
            var place = new SlackReference(thread?.Channel ?? channel, thread?.Ts ?? "");
            return new Delivery.Done((message switch
            {
                { OnlyFor: not null } when !SlackChannels.IsDirect(channel) => await TellAsync(delivery, place, cancellationToken),
                { Body: DocumentBody document } => await UploadAsync(delivery, document, place, cancellationToken),
                _ => await PostAsync(delivery, place, cancellationToken),
            }).ToString());
        }
        catch (SlackCallException fault)
        {
            return fault.Fault.After is { } after ? new Delivery.Later(after, fault.Fault.Reason) : new Delivery.Refused(fault.Fault.Reason);
        }
        catch (NoAccountException fault)
        {
            return new Delivery.Refused(fault.Message);
        }
    }

    private async Task<SlackReference> PostAsync(ChatDelivery delivery, SlackReference place, CancellationToken cancellationToken)
    {
        var message = delivery.Message;
        var content = SlackContent.Render(message);
        if (delivery.Existing is { } existing)
        {
            return await EditAsync(content, SlackReference.Parse(existing), cancellationToken);
        }

        if (delivery.MayHaveArrived && await earlier.FindAsync(message, place.Channel, ThreadOf(place), cancellationToken) is { } ts)
        {
            // What is there may be an older version of it: only a card changes.
            SlackReference found = new(place.Channel, ts);
            return message.Body is CardBody ? await EditAsync(content, found, cancellationToken) : found;
        }

        var posted = Make(content, place);
        posted.MetadataJson = SlackMarks.Of(message);
        var answer = await calls.AskAsync("chat.postMessage", place.Channel, (client, cancel) => client.Chat.PostMessage(posted, cancel), cancellationToken);
        return new SlackReference(answer.Channel ?? place.Channel, answer.Ts);
    }

    private async Task<SlackReference> EditAsync(SlackMessage content, SlackReference existing, CancellationToken cancellationToken)
    {
        MessageUpdate update = new()
        {
            ChannelId = existing.Channel,
            Ts = existing.Ts,
            Text = content.Text,
            Blocks = [.. content.Blocks],
            Parse = ParseMode.None,
        };
        _ = await calls.AskAsync("chat.update", existing.Channel, (client, cancel) => client.Chat.Update(update, cancel), cancellationToken);
        return existing;
    }

    private async Task<SlackReference> TellAsync(ChatDelivery delivery, SlackReference place, CancellationToken cancellationToken)
    {
        // What only one person saw can't be edited, and says what it said then.
        if (delivery.Existing is { } existing)
        {
            return SlackReference.Parse(existing);
        }

        var person = delivery.Message.OnlyFor!.Value;
        var user = people.UserOf(person) ?? throw new NoAccountException($"{person} has no account in Slack: add it to People:{person}:Accounts as slack: and the member id, such as slack:U024BE7LH.");
        try
        {
            var shown = Make(SlackContent.Render(delivery.Message), place);
            var answer = await calls.AskAsync("chat.postEphemeral", place.Channel, (client, cancel) => client.Chat.PostEphemeral(user, shown, cancel), cancellationToken);
            return new SlackReference(place.Channel, answer.MessageTs);
        }
        catch (SlackCallException fault) when (NotThere.Contains(fault.Fault.Code))
        {
            var direct = await calls.AskAsync("conversations.open", user, (client, cancel) => client.Conversations.Open([user], cancel), cancellationToken);
            return await PostAsync(delivery, new SlackReference(direct, ""), cancellationToken);
        }
    }

    private async Task<SlackReference> UploadAsync(ChatDelivery delivery, DocumentBody document, SlackReference place, CancellationToken cancellationToken)
    {
        var message = delivery.Message;
        if (delivery.MayHaveArrived && await earlier.FindAsync(message, place.Channel, ThreadOf(place), cancellationToken) is { } ts)
        {
            return new SlackReference(place.Channel, ts);
        }

        FileUpload file = new(SlackContent.FileName(message), document.Markdown) { Title = document.Title };
        var shared = await calls.AskAsync(
            "files.completeUploadExternal",
            place.Channel,
            (client, cancel) => client.Files.Upload(file, place.Channel, ThreadOf(place), SlackDocumentRenderer.Comment(document), cancel),
            cancellationToken);
        return new SlackReference(place.Channel, shared.Id);
    }

    private static string? ThreadOf(SlackReference place) => place.Ts.Length == 0 ? null : place.Ts;

    // No parsing and no previews: what others wrote must not become a mention, a link or a fetched page.
    private static Message Make(SlackMessage content, SlackReference place) => new()
    {
        Channel = place.Channel,
        ThreadTs = ThreadOf(place),
        Text = content.Text,
        Blocks = [.. content.Blocks],
        Parse = ParseMode.None,
        UnfurlMedia = false,
    };
}
