using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BackoutBot.Core.Chat;
using BackoutBot.Teams.People;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Teams.Outbound;

/// <summary>
/// The conversation references, kept durably at first contact, so that the bot can speak first after a restart: when it is added to a team
/// or chat, when somebody speaks to it, when a button is pressed.
/// </summary>
internal sealed partial class ConversationBook(IAdapterMemory memory, TimeProvider time, ILogger<ConversationBook> logger) : IDisposable
{
    /// <summary>A card refreshes itself for at most so many people (Teams' limit for <c>refresh.userIds</c>).</summary>
    private const int MaxMet = 60;

    /// <summary>What a person waits for must not wait for this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private const string Anywhere = "place";
    private const string Met = "met";

    private readonly ConcurrentDictionary<string, string> _written = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _meeting = new(1);

    /// <summary>Keeps what the activity tells of its place and its sender. An authenticated one, for the bot's token goes where it says.</summary>
    public async ValueTask RememberAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (activity.Conversation?.Id is not { Length: > 0 } conversation || activity.Recipient?.Id is not { } bot)
        {
            return;
        }

        try
        {
            await KeepAsync(activity, conversation, bot, cancellationToken).WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The next activity tells it again; what the person asks for is kept on its own.
            LogNotKept(fault, conversation);
        }
    }

    /// <summary>How to speak in the place: as it told itself, or else as the last that told did, for a tenant's places share their service.</summary>
    public async ValueTask<KnownPlace?> FindPlaceAsync(string place, CancellationToken cancellationToken) =>
        await FindAsync(Key(place), ConversationJson.Default.KnownPlace, cancellationToken) ?? await FindAsync(Anywhere, ConversationJson.Default.KnownPlace, cancellationToken);

    /// <summary>The person of that Entra object id, or null where the bot has not met them.</summary>
    public ValueTask<KnownPerson?> FindPersonAsync(string objectId, CancellationToken cancellationToken) =>
        FindAsync(PersonKey(objectId), ConversationJson.Default.KnownPerson, cancellationToken);

    /// <summary>Keeps the private conversation that was begun with the person.</summary>
    public ValueTask PutPersonAsync(string objectId, KnownPerson person, CancellationToken cancellationToken) =>
        PutAsync(PersonKey(objectId), person, ConversationJson.Default.KnownPerson, cancellationToken);

    /// <summary>The ids in Teams of the people whom the bot met last, at most as many as a card refreshes itself for.</summary>
    public async ValueTask<IReadOnlyList<string>> MetAsync(CancellationToken cancellationToken) =>
        await FindAsync(Met, ConversationJson.Default.StringArray, cancellationToken) ?? [];

    public void Dispose() => _meeting.Dispose();

    private static string Key(string place) => $"place:{place}";

    private static string PersonKey(string objectId) => $"person:{objectId}";

    private async Task KeepAsync(Activity activity, string conversation, string bot, CancellationToken cancellationToken)
    {
        KnownPlace place = new(activity.ServiceUrl, TeamsSender.TenantOf(activity), bot, activity.Recipient.Name);
        await PutAsync(Key(TeamsPlaces.WithoutThread(conversation)), place, ConversationJson.Default.KnownPlace, cancellationToken);
        await PutAsync(Anywhere, place, ConversationJson.Default.KnownPlace, cancellationToken);
        if (TeamsSender.ObjectIdOf(activity) is { } person && activity.From.Id is { Length: > 0 } user)
        {
            await MeetAsync(person, user, activity.Conversation.ConversationType == "personal" ? conversation : null, cancellationToken);
        }
    }

    private async ValueTask MeetAsync(string objectId, string user, string? conversation, CancellationToken cancellationToken)
    {
        await _meeting.WaitAsync(cancellationToken);
        try
        {
            KnownPerson? known = await FindPersonAsync(objectId, cancellationToken);
            await PutPersonAsync(objectId, new KnownPerson(user, conversation ?? known?.Conversation), cancellationToken);
            IReadOnlyList<string> met = await MetAsync(cancellationToken);
            if (!met.Contains(user, StringComparer.Ordinal))
            {
                await PutAsync(Met, [user, .. met.Take(MaxMet - 1)], ConversationJson.Default.StringArray, cancellationToken);
            }
        }
        finally
        {
            _meeting.Release();
        }
    }

    private async ValueTask PutAsync<T>(string key, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        string text = JsonSerializer.Serialize(value, type);
        if (_written.TryGetValue(key, out string? written) && written == text)
        {
            return;
        }

        await memory.PutAsync(TeamsTerms.Platform, key, text, cancellationToken);
        _written[key] = text;
    }

    private async ValueTask<T?> FindAsync<T>(string key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        if (!_written.TryGetValue(key, out string? text))
        {
            text = await memory.FindAsync(TeamsTerms.Platform, key, cancellationToken);
        }

        return text is null ? null : JsonSerializer.Deserialize(text, type);
    }

    [LoggerMessage(4510, LogLevel.Warning, "How to speak in {Conversation} could not be kept; the next activity from there tells it again")]
    private partial void LogNotKept(Exception fault, string conversation);
}
