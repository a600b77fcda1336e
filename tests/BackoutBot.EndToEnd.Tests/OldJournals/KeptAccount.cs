using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BackoutBot.EndToEnd.Tests.OldJournals;

/// <summary>
/// The sandbox's account beside a kept journal: its own state file. Deployments, changes and rules therefore have the very ids that the journal holds,
/// and the log of calls goes on where it was.
/// </summary>
internal static partial class KeptAccount
{
    /// <summary>What nobody will need: sessions that have ended, what SNS has delivered, and what was to go wrong.</summary>
    private static readonly string[] Forgotten = ["sessions", "subscriptions", "published", "deliveries", "faults"];

    /// <summary>What is kept of the account.</summary>
    public static JsonObject ToKeep(JsonObject account)
    {
        JsonObject kept = account.DeepClone().AsObject();
        foreach (string name in Forgotten)
        {
            kept[name] = new JsonArray();
        }

        return kept;
    }

    /// <summary>
    /// The account as if it had stood still since it was kept: every time in it is later by as much. What an account of that version did not have yet is
    /// as in a new one.
    /// </summary>
    /// <param name="kept">The account as it is kept.</param>
    /// <param name="fresh">A new account of the present version.</param>
    /// <param name="later">How long ago it was kept.</param>
    public static JsonObject Restore(JsonObject kept, JsonObject fresh, TimeSpan later) => Overlay(fresh, Later(kept, later)!).AsObject();

    private static JsonNode? Later(JsonNode? node, TimeSpan later) => node switch
    {
        JsonObject all => new JsonObject(all.Select(member => KeyValuePair.Create(member.Key, Later(member.Value, later)))),
        JsonArray all => new JsonArray([.. all.Select(item => Later(item, later))]),
        JsonValue value when value.TryGetValue(out string? text) && Time().IsMatch(text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).Add(later).ToString("O", CultureInfo.InvariantCulture),
        _ => node?.DeepClone(),
    };

    private static JsonNode Overlay(JsonNode? fresh, JsonNode kept)
    {
        if (fresh is JsonObject before && kept is JsonObject now)
        {
            JsonObject both = before.DeepClone().AsObject();
            foreach ((string name, JsonNode? value) in now)
            {
                both[name] = value is null ? null : Overlay(before[name], value);
            }

            return both;
        }

        if (fresh is JsonArray seeded && kept is JsonArray items)
        {
            JsonNode?[] missing = [.. seeded.Where(item => Identity(item) is { } id && !items.Any(one => Identity(one) == id))];
            return new JsonArray(
            [
                .. items.Select(item => item is null ? null : Overlay(Identity(item) is { } id ? seeded.FirstOrDefault(one => Identity(one) == id) : null, item)),
                .. missing.Select(item => item!.DeepClone()),
            ]);
        }

        return kept.DeepClone();
    }

    private static string? Identity(JsonNode? item) =>
        item is JsonObject named && (named["id"] ?? named["name"]) is JsonValue value && value.TryGetValue(out string? text) ? $"{text} {named["type"]}" : null;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();
}
