using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.People;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Teams.Outbound;

/// <summary>
/// Teams as a chat platform: a card begins a thread in its channel and is edited in place, the rest are replies in the thread, and what is
/// for one person's eyes goes to them alone. Bots can't search Teams for what they have posted, so what may have arrived is posted again.
/// </summary>
internal sealed partial class TeamsPlatform(
    Connector connector,
    ConversationBook book,
    TeamsPlaces places,
    MessageWriter writer,
    DeliveredPages pages,
    IAccounts accounts,
    TimeProvider time,
    ILogger<TeamsPlatform> logger) : IChatPlatform
{
    private static readonly TimeSpan UntilAdded = TimeSpan.FromSeconds(30);

    public string Name => TeamsTerms.Platform;

    /// <summary>Teams takes 8 posts in 2 s, 60 in 30 s and about 1,800 an hour from a bot in a conversation; each edit makes clients ask for their own view.</summary>
    public ChatCapabilities Capabilities { get; } = new(EditInterval: TimeSpan.FromSeconds(2), PostInterval: TimeSpan.FromMilliseconds(250), PrivateReplies: true);

    public bool Reaches(string channel) => places.PlaceOf(channel) is not null;

    public async Task<Delivery> DeliverAsync(ChatDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            return delivery switch
            {
                { Existing: { } existing } => await EditAsync(delivery.Message, TeamsReference.Parse(existing), cancellationToken),
                { Message.OnlyFor: { } person } => await TellAsync(delivery.Message, person, cancellationToken),
                { Thread: { } thread } => await PostAsync(delivery.Message, TeamsReference.Parse(thread).Conversation, cancellationToken),
                _ => await BeginAsync(delivery.Message, cancellationToken),
            };
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && ConnectorFaults.Read(fault, time.GetUtcNow()) is { } outcome)
        {
            LogFault(fault, delivery.Message.Key);
            return outcome;
        }
    }

    private static Delivery.Later NotMet(string channel) =>
        new(UntilAdded, $"Teams has not told the bot yet how to speak in {channel}: add the app to that team or chat, or mention the bot there once.");

    private async Task<Delivery> BeginAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        if (places.PlaceOf(message.Channel) is not { } id)
        {
            return new Delivery.Refused($"Teams:Channels names no channel for {message.Channel}.");
        }

        if (!places.IsTeamChannel(id))
        {
            return await PostAsync(message, id, cancellationToken);
        }

        if (await book.FindPlaceAsync(id, cancellationToken) is not { } place)
        {
            return NotMet(message.Channel);
        }

        IReadOnlyList<Activity> written = await writer.WriteAsync(message, cancellationToken);
        TeamsReference reference = await BegunAsync(message, written, cancellationToken) ?? await connector.BeginThreadAsync(place, id, written[0], cancellationToken);
        return await GoOnAsync(message, place, reference, written, cancellationToken);
    }

    private async Task<Delivery> PostAsync(ChatMessage message, string conversation, CancellationToken cancellationToken)
    {
        if (await book.FindPlaceAsync(TeamsPlaces.WithoutThread(conversation), cancellationToken) is not { } place)
        {
            return NotMet(message.Channel);
        }

        IReadOnlyList<Activity> written = await writer.WriteAsync(message, cancellationToken);
        TeamsReference reference = await BegunAsync(message, written, cancellationToken)
            ?? new TeamsReference(conversation, [await connector.PostAsync(place, conversation, written[0], cancellationToken)]);
        return await GoOnAsync(message, place, reference, written, cancellationToken);
    }

    /// <summary>What an earlier try has left of a message of several pages.</summary>
    private async ValueTask<TeamsReference?> BegunAsync(ChatMessage message, IReadOnlyList<Activity> written, CancellationToken cancellationToken) =>
        written.Count > 1 ? await pages.FindAsync(message.Key, cancellationToken) : null;

    /// <summary>Posts the pages that are not there yet, each written down, so that a later try goes on where this one ended.</summary>
    private async Task<Delivery> GoOnAsync(ChatMessage message, KnownPlace place, TeamsReference reference, IReadOnlyList<Activity> written, CancellationToken cancellationToken)
    {
        while (reference.Activities.Count < written.Count)
        {
            await pages.PutAsync(message.Key, reference, cancellationToken);
            string next = await connector.PostAsync(place, reference.Conversation, written[reference.Activities.Count], cancellationToken);
            reference = reference with { Activities = [.. reference.Activities, next] };
            if (reference.Activities.Count == written.Count)
            {
                await pages.PutAsync(message.Key, reference, cancellationToken);
            }
        }

        return new Delivery.Done(reference.ToString());
    }

    private async Task<Delivery> EditAsync(ChatMessage message, TeamsReference reference, CancellationToken cancellationToken)
    {
        if (await book.FindPlaceAsync(TeamsPlaces.WithoutThread(reference.Conversation), cancellationToken) is not { } place)
        {
            return NotMet(message.Channel);
        }

        IReadOnlyList<Activity> written = await writer.WriteAsync(message, cancellationToken);
        foreach ((Activity page, string id) in written.Zip(reference.Activities))
        {
            await connector.EditAsync(place, reference.Conversation, id, page, cancellationToken);
        }

        return await GoOnAsync(message, place, reference, written, cancellationToken);
    }

    private async Task<Delivery> TellAsync(ChatMessage message, PersonId person, CancellationToken cancellationToken)
    {
        if (accounts.AccountsOf(person, TeamsTerms.Platform) is not [var account, ..])
        {
            return new Delivery.Refused($"{person} has no account in Teams: add it to People:{person}:Accounts as teams: and the Entra object id.");
        }

        KnownPerson? known = await book.FindPersonAsync(account.Id, cancellationToken);
        if (known?.Conversation is { } conversation)
        {
            return await PostAsync(message, conversation, cancellationToken);
        }

        if (await book.FindPlaceAsync(account.Id, cancellationToken) is not { } place)
        {
            return NotMet($"private with {person}");
        }

        string begun = await connector.BeginChatAsync(place, known?.UserId ?? account.Id, cancellationToken);
        await book.PutPersonAsync(account.Id, new KnownPerson(known?.UserId ?? account.Id, begun), cancellationToken);
        return await PostAsync(message, begun, cancellationToken);
    }

    [LoggerMessage(4540, LogLevel.Warning, "Teams did not take message {Message}")]
    private partial void LogFault(Exception fault, string message);
}
