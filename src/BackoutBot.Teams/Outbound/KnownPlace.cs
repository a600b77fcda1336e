using System.Text.Json.Serialization;

namespace BackoutBot.Teams.Outbound;

/// <summary>What is needed to speak in Teams without having been spoken to, as an authenticated activity told it.</summary>
/// <param name="ServiceUrl">Where the Bot Connector answers for that place.</param>
/// <param name="TenantId">The tenant; null where the activity named none.</param>
/// <param name="BotId">The bot's own account.</param>
/// <param name="BotName">The bot's own name.</param>
internal sealed record KnownPlace(string ServiceUrl, string? TenantId, string BotId, string? BotName);

/// <summary>A person whom the bot has met.</summary>
/// <param name="UserId">The account's id in Teams, <c>29:…</c>.</param>
/// <param name="Conversation">The private conversation with them; null before there is one.</param>
internal sealed record KnownPerson(string UserId, string? Conversation);

/// <summary>How these are written down.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KnownPlace))]
[JsonSerializable(typeof(KnownPerson))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ConversationJson : JsonSerializerContext;
