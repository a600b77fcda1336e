using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackoutBot.Teams.People;

/// <summary>The members of a Graph user that matter here.</summary>
internal sealed record GraphUser(string? DisplayName, string? UserPrincipalName, string? UserType, bool? AccountEnabled);

/// <summary>The groups that are asked about.</summary>
internal sealed record GraphGroups(IReadOnlyList<string> GroupIds);

/// <summary>The groups that the person is in, of those that were asked about.</summary>
internal sealed record GraphValues(IReadOnlyList<string>? Value);

/// <summary>How Graph writes these.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(GraphUser))]
[JsonSerializable(typeof(GraphGroups))]
[JsonSerializable(typeof(GraphValues))]
internal sealed partial class GraphJson : JsonSerializerContext;
